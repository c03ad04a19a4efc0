using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Interlude.Host.Configuring;
using Interlude.Host.Passwords;
using Interlude.Host.Serving;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;
using Command = System.CommandLine.Command;

namespace Interlude.Host;

/// <summary><c>interlude account</c>: accounts from the command line, whether the server runs or not.</summary>
internal static class AccountCommand
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "The configuration file of the server.", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "Where the server's data are (data.directory).", HelpName = "DIR" };
        var reason = new Argument<string>("REASON") { Description = "Why, in words.", DefaultValueFactory = _ => string.Empty };
        var command = new Command("account", "Make, change, suspend, delete and list accounts. Passwords are one line of standard input.");
        Add("add", "Make an account, with the password from standard input.", takesPassword: true, Name());
        Add("password", "Change an account's password to that from standard input.", takesPassword: true, Name());
        Add("suspend", "Close an account, and end all who use it.", takesPassword: false, Name(), reason);
        Add("unsuspend", "Open an account again.", takesPassword: false, Name());
        Add("delete", "Delete an account; its nicks are anybody's then.", takesPassword: false, Name());
        Add("list", "List all accounts.", takesPassword: false);
        return command;

        static Argument<string> Name() => new("NAME") { Description = "The account's name." };

        void Add(string action, string description, bool takesPassword, params Argument<string>[] arguments)
        {
            var subcommand = new Command(action, description) { config, data };
            foreach (var argument in arguments)
            {
                subcommand.Add(argument);
            }

            subcommand.SetAction((parsed, _) => RunAsync(
                [action, .. arguments.Select(argument => parsed.GetValue(argument)!)], takesPassword, parsed.GetValue(config), parsed.GetValue(data)));
            command.Add(subcommand);
        }
    }

    private static async Task<int> RunAsync(List<string> arguments, bool takesPassword, string? config, string? data)
    {
        var reading = new ConfigurationReader(
            config, Environment.GetEnvironmentVariables(), data is null ? [] : [("data.directory", data)]).Read();
        if (reading.Configuration is not { } configuration)
        {
            return Refuse(reading.Errors, reading.IsUnreadable ? ExitCode.Failure : ExitCode.Usage);
        }

        if (configuration.Durability == Durability.None)
        {
            return Refuse(["a server with data.durability none keeps no accounts when it ends; make them there while it runs."], ExitCode.Failure);
        }

        if (takesPassword)
        {
            if (!TryMakeVerifier(configuration.Accounts, out var verifier, out var fault))
            {
                return Refuse([fault], ExitCode.Failure);
            }

            arguments.Add(verifier);
        }

        if (!Text.TryCreate(Encoding.UTF8.GetBytes(string.Concat(arguments)), out _))
        {
            return Refuse(["a name or a reason is one line of text."], ExitCode.Usage);
        }

        try
        {
            return Tell(await CarryOutAsync(configuration, arguments));
        }
        catch (StorageException failure)
        {
            return Refuse([failure.Message], ExitCode.Failure);
        }
    }

    // Who runs has the data; only if nobody does are they ours.
    private static async Task<ControlAnswer> CarryOutAsync(Configuration configuration, List<string> arguments)
    {
        var directory = configuration.DataDirectory ?? DataDirectory.Default;
        if (directory is not null
            && await ControlSocket.AskAsync(directory, new ControlQuestion(AccountOrders.What, [.. arguments])) is { } answer)
        {
            return answer;
        }

        using var store = ChatStore.Open(configuration, TimeProvider.System.GetUtcNow(), _ => { });
        if (store.News is { } news)
        {
            Console.Error.WriteLine($"interlude account: {news}");   // no server will find it again
        }

        var (command, known) = AccountOrders.Plan(store.World, arguments);
        return command is null ? known! : AccountOrders.AnswerTo(await AppendAsync(store, command), arguments);
    }

    // A short life of a server's: it begins, does this, and ends.
    private static async Task<Event?> AppendAsync(ChatStore store, World.Command command)
    {
        var life = store.Life.Incarnation;
        Text.TryCreate("done"u8, out var reason);
        World.Command[] commands = [new World.Command.NodeStarted(), command, new World.Command.NodeStopped(reason!)];
        var wishes = commands.Select((each, index) => new Wish(life, index + 1, default, default, each)).ToArray();
        var appended = await store.Journal.AppendAsync(
            new Batch(1, new Timestamp(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()), wishes));
        Event? first = null;
        foreach (var entry in appended.Entries)
        {
            var events = new List<Event>();
            store.World.Apply(entry, events);
            first ??= entry.Wish.Command == command ? events.FirstOrDefault() : null;
        }

        return first;
    }

    private static bool TryMakeVerifier(
        AccountOptions options, [NotNullWhen(true)] out string? verifier, [NotNullWhen(false)] out string? fault)
    {
        var password = PasswordInput.Read(options.MaxPasswordBytes);
        fault = password switch
        {
            null => "the two passwords are not the same.",
            [] => "there is no password on standard input.",
            _ when password.Length < options.MinPasswordBytes => $"a password has at least {options.MinPasswordBytes} bytes (accounts.minPasswordBytes).",
            _ when password.Length > options.MaxPasswordBytes => $"a password has at most {options.MaxPasswordBytes} bytes.",
            _ when !Text.TryCreate(password, out _) => "a password is UTF-8 text without NUL and CR.",
            _ => null,
        };
        verifier = fault is null ? PasswordVerifier.Create(password, options.VerifierRounds).ToString() : null;
        return verifier is not null;
    }

    private static int Tell(ControlAnswer answer)
    {
        if (!answer.IsDone)
        {
            return Refuse([answer.Text], ExitCode.Failure);
        }

        Console.Out.WriteLine(answer.Text);
        return ExitCode.Success;
    }

    private static int Refuse(IEnumerable<string> sentences, int code)
    {
        foreach (var sentence in sentences)
        {
            Console.Error.WriteLine($"interlude account: {sentence}");
        }

        return code;
    }
}
