using System.CommandLine;
using System.Net.Sockets;
using Interlude.Client;
using Interlude.Client.Pipes;
using Interlude.Client.Keyboards;
using Interlude.Client.Talks;
using Interlude.Lines;

namespace Interlude.Host;

/// <summary><c>interlude connect</c>: standard input to a line server, and what it sends to standard output.</summary>
internal static class ConnectCommand
{
    // Printing needs whole lines in memory, so a server must not be able to make them endless.
    private const int MaxLineBytes = 64 * 1024 * 1024;

    public static Command Create()
    {
        var host = new Argument<string>("HOST")
        {
            Description = "The server's name or address.",
            DefaultValueFactory = _ => "localhost",
        };
        var port = new Argument<int>("PORT")
        {
            Description = "Its port.",
            DefaultValueFactory = _ => 8007,
            CustomParser = WholeNumber.Between("PORT", 1, 65535),
        };
        var delimiter = new Option<string>("--delimiter")
        {
            Description = @"What ends a line on the wire; \r \n \t \0 \xNN \\ are escapes.",
            HelpName = "BYTES",
            DefaultValueFactory = _ => @"\r\n",
        };
        var command = new Command("connect", "Send lines of standard input to a server and print the lines it sends.")
        {
            host, port, delimiter,
        };
        command.SetAction((parsed, _) => EscapedBytes.TryParse(parsed.GetValue(delimiter)!, out var bytes, out var error)
            ? RunAsync(new LineEndPoint.Tcp(parsed.GetValue(host)!, parsed.GetValue(port)), bytes)
            : Refuse($"--delimiter: {error}"));
        return command;
    }

    private static async Task<int> RunAsync(LineEndPoint endPoint, byte[] delimiter)
    {
        LineConnection connection;
        Stream input, output;
        try
        {
            (input, output) = (StandardStreams.OpenInput(), StandardStreams.OpenOutput());
            connection = await LineClient.ConnectAsync(endPoint, new LineConnectionOptions
            {
                Delimiters = new Delimiters(delimiter),
                OutputDelimiter = delimiter,
                MaxLineBytes = MaxLineBytes,
                CloseTimeout = TimeSpan.FromSeconds(1),
            });
        }
        catch (SocketException failure)
        {
            return await FailAsync($"cannot connect to {endPoint}: {failure.Message}.");
        }
        catch (IOException failure)
        {
            return await FailAsync($"{failure.Message}.");
        }

        try
        {
            var reason = !OperatingSystem.IsWindows() && Keyboard.IsThere
                ? await Keyboard.RunAsync(new SingleTalk(connection), endPoint.ToString()!)
                : (await PipeMode.RunAsync(connection, input, output)).Reason;
            return reason.Kind switch
            {
                LineCloseKind.PeerClosed or LineCloseKind.ClosedHere => ExitCode.Success,
                LineCloseKind.OverLimit => await FailAsync($"{endPoint} sent a line of more than {MaxLineBytes} bytes."),
                LineCloseKind.TimedOut => await FailAsync($"{endPoint} closed without taking all that was sent to it."),
                _ => await FailAsync($"the connection to {endPoint} broke: {reason.Exception?.Message}."),
            };
        }
        catch (IOException failure)
        {
            connection.Abort();
            return await FailAsync($"{failure.Message}.");
        }
    }

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync($"interlude connect: {sentence}");
        return ExitCode.Failure;
    }

    private static Task<int> Refuse(string sentence)
    {
        Console.Error.WriteLine($"interlude connect: {sentence}");
        return Task.FromResult(ExitCode.Usage);
    }
}
