using System.CommandLine;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Host;

/// <summary><c>interlude echo</c>: a server that answers lines with themselves.</summary>
internal static class EchoCommand
{
    private const int MaxLineLimit = 512 * 1024 * 1024;   // an outbox holds an answer and what waits before it: at most 1 GiB

    public static Command Create()
    {
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen: tcp://HOST:PORT or unix:///PATH; port 0 takes a free one.",
            HelpName = "URI",
            DefaultValueFactory = _ => "tcp://localhost:8007",
        };
        var delimiter = new Option<string>("--delimiter")
        {
            Description = @"What ends a line; \r \n \t \0 \xNN \\ are escapes.",
            HelpName = "BYTES",
            DefaultValueFactory = _ => @"\r\n",
        };
        var maxLine = new Option<int>("--max-line")
        {
            Description = "Longest line accepted, in bytes, without its delimiter.",
            HelpName = "N",
            DefaultValueFactory = _ => 1024 * 1024,
            CustomParser = WholeNumber.Between("--max-line", 1, MaxLineLimit),
        };
        var reusePort = new Option<bool>("--reuse-port")
        {
            Description = "Share the port with other processes that ask for it too.",
        };
        var command = new Command("echo", "Serve lines: a server that answers every line with \"You sent: \" and the line, until Ctrl-C. A single dot closes a connection.")
        {
            listen, delimiter, maxLine, reusePort,
        };
        command.SetAction((parsed, _) =>
        {
            if (!ListenUri.TryParse(parsed.GetValue(listen)!, "tcp", "unix", out var endPoint, out var error))
            {
                return Refuse($"--listen: {error}");
            }

            if (!EscapedBytes.TryParse(parsed.GetValue(delimiter)!, out var bytes, out error))
            {
                return Refuse($"--delimiter: {error}");
            }

            return RunAsync(endPoint, bytes, new LineListenerOptions
            {
                ReusePort = parsed.GetValue(reusePort),
                Connection = EchoProtocol.Options(bytes, parsed.GetValue(maxLine)),
                AcceptFailed = (failure, pause) => Console.Error.WriteLine(
                    $"interlude echo: cannot accept: {failure.Message}; next try in {pause.TotalMilliseconds} ms."),
            });
        });
        return command;
    }

    private static async Task<int> RunAsync(LineEndPoint endPoint, byte[] delimiter, LineListenerOptions options)
    {
        // Answers are made where the bytes arrive, without a hop to another thread; nothing here blocks. The runtime reads
        // this once, before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var signals = new StopSignals();
        LineListener listener;
        try
        {
            listener = LineListener.Open(endPoint, options);
        }
        catch (SocketException failure)
        {
            await Console.Error.WriteLineAsync($"interlude echo: cannot listen on {endPoint}: {failure.Message}.");
            return ExitCode.Failure;
        }

        await using (listener)
        {
            if (listener.Notice is not null)
            {
                await Console.Error.WriteLineAsync($"interlude echo: {listener.Notice}");
            }

            var failed = new TaskCompletionSource();
            listener.Start(connection => _ = EchoAsync(connection, delimiter, failed));
            await Console.Out.WriteLineAsync($"interlude echo listens on {listener.EndPoint}");
            await await Task.WhenAny(signals.First, failed.Task);
        }

        return ExitCode.Success;
    }

    private static async Task EchoAsync(LineConnection connection, byte[] delimiter, TaskCompletionSource failed)
    {
        try
        {
            await LineProtocol.RunAsync(connection, new EchoProtocol(delimiter, Console.Error));
        }
        catch (Exception bug)
        {
            failed.TrySetException(bug);   // ends the program, with its trace
        }
    }

    private static Task<int> Refuse(string sentence)
    {
        Console.Error.WriteLine($"interlude echo: {sentence}");
        return Task.FromResult(ExitCode.Usage);
    }
}
