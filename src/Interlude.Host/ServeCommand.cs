using System.CommandLine;
using System.Net.Sockets;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;
using Interlude.World;
using Command = System.CommandLine.Command;

namespace Interlude.Host;

/// <summary><c>interlude serve</c>: the chat server.</summary>
internal static class ServeCommand
{
    /// <summary>How long stopping waits for peers that do not read what is owed to them.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    /// <summary>Connections that the server has closed or refused may be so many, until their peers have taken their end.</summary>
    private const int LingeringConnections = 1000;

    public static Command Create()
    {
        var listen = new Option<string[]>("--listen")
        {
            Description = "Where to listen: plain://HOST:PORT or plain+unix:///PATH; port 0 takes a free one. May be given several times.",
            HelpName = "URI",
            DefaultValueFactory = _ => ["plain://localhost:8007"],
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Reserved: where data will be kept. Nothing is kept yet.",
            HelpName = "DIR",
        };
        var command = new Command("serve", "Serve the chat.") { listen, data };
        command.SetAction((parsed, _) =>
        {
            var places = new List<LineEndPoint>();
            foreach (var uri in parsed.GetValue(listen)!)
            {
                if (!ListenUri.TryParse(uri, "plain", "plain+unix", out var place, out var error))
                {
                    Console.Error.WriteLine($"interlude serve: --listen: {error}");
                    return Task.FromResult(ExitCode.Usage);
                }

                places.Add(place);
            }

            return RunAsync(places);
        });
        return command;
    }

    private static async Task<int> RunAsync(List<LineEndPoint> places)
    {
        // The server's own code runs where the bytes arrive, without a hop to another thread; nothing in it blocks. The
        // runtime reads this once, before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var signals = new StopSignals();
        var limits = new ServerLimits();
        var listeners = new List<LineListener>();
        try
        {
            if (!TryListen(places, limits, listeners))
            {
                return ExitCode.Failure;
            }

            var server = new ChatServer(OptionsOf(limits), new ChatWorld());
            await using var loop = new ServerLoop(server, new MemoryJournal(), TimeProvider.System, Console.Error);
            listeners.ForEach(listener => listener.Start(loop.Accept));
            var open = string.Join(", ", listeners.Select(UriOf));
            var notices = string.Concat(listeners.Select(listener => listener.Notice).OfType<string>().Distinct().Select(notice => $" ({notice})"));
            await Console.Out.WriteLineAsync($"Interlude listens on {open}{notices}");

            await await Task.WhenAny(signals.First, loop.Failed);
            await CloseAsync(listeners);
            loop.Stop();
            await await Task.WhenAny(loop.Stopped, loop.Failed, Task.Delay(DrainTime, TimeProvider.System));
            return ExitCode.Success;
        }
        finally
        {
            await CloseAsync(listeners);
        }
    }

    // All or none: nobody is accepted before every place is ours.
    private static bool TryListen(List<LineEndPoint> places, ServerLimits limits, List<LineListener> listeners)
    {
        var options = new LineListenerOptions
        {
            // The server counts those it serves, and tells one too many why. Beyond, those that linger are too many.
            MaxConnections = limits.MaxConnections + LingeringConnections,
            Connection = new LineConnectionOptions
            {
                MaxLineBytes = limits.MaxLineBytes,
                OverLimit = OverLimitPolicy.Skip,
                OutboxLimitBytes = limits.MaxOutboxBytes + Performer.ReserveBytes,
                Filter = () => new TelnetFilter(),
            },
            AcceptFailed = (failure, pause) => Console.Error.WriteLine(
                $"interlude serve: cannot accept: {failure.Message}; next try in {pause.TotalMilliseconds} ms."),
        };
        foreach (var place in places)
        {
            try
            {
                listeners.Add(LineListener.Open(place, options));
            }
            catch (SocketException failure)
            {
                Console.Error.WriteLine($"interlude serve: cannot listen on {place}: {failure.Message}. Choose another with --listen.");
                return false;
            }
        }

        return true;
    }

    private static ServerOptions OptionsOf(ServerLimits limits)
    {
        ChannelName.TryCreate("#lobby"u8, out var lobby, out _);
        return new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy { Lobby = lobby, MaxTextBytes = limits.MaxLineBytes },
            Limits = limits,
        };
    }

    private static string UriOf(LineListener listener) => listener.EndPoint switch
    {
        LineEndPoint.Unix unix => $"plain+unix://{unix.Path}",
        LineEndPoint.UnixAbstract { Name: var name } => $"plain+unix-abstract:{name}",
        var place => $"plain://{place}",
    };

    private static async Task CloseAsync(List<LineListener> listeners)
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }

        listeners.Clear();
    }
}
