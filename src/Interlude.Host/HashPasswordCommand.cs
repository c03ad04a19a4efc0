using System.CommandLine;
using Interlude.Host.Passwords;

namespace Interlude.Host;

/// <summary><c>interlude hash-password</c>: makes what the configuration keeps of a password.</summary>
internal static class HashPasswordCommand
{
    // A line of IRC carries fewer; this is against a file given by mistake.
    private const int MostBytes = 400;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "How slow a check is: each round costs the server and an attacker the same.",
            HelpName = "N",
            DefaultValueFactory = _ => PasswordVerifier.UsualRounds,
            CustomParser = WholeNumber.Between("--rounds", PasswordVerifier.LeastRounds, PasswordVerifier.MostRounds),
        };
        var command = new Command("hash-password", "Read a password, one line of standard input, and print its hash for the configuration.") { rounds };
        command.SetAction(parsed => Run(parsed.GetValue(rounds)));
        return command;
    }

    private static int Run(int rounds)
    {
        var password = PasswordInput.Read(MostBytes);
        var wrong = password switch
        {
            null => "the two passwords are not the same.",
            [] => "there is no password on standard input.",
            { Length: > MostBytes } => $"a password has at most {MostBytes} bytes.",
            _ when password.AsSpan().ContainsAny((byte)0, (byte)'\r') => "a password holds no NUL and no carriage return.",
            _ => null,
        };
        if (wrong is not null)
        {
            Console.Error.WriteLine($"interlude hash-password: {wrong}");
            return ExitCode.Failure;
        }

        Console.Out.WriteLine(PasswordVerifier.Create(password, rounds));
        return ExitCode.Success;
    }
}
