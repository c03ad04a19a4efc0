using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Interlude.Host.Configuring;
using Interlude.Host.Listening;
using Interlude.Host.Passwords;
using Interlude.Host.Storage;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>The life of <c>interlude serve</c>, from the first socket to the last goodbye.</summary>
/// <param name="reader">Reads the configuration again.</param>
/// <param name="start">The configuration to begin with.</param>
/// <param name="shift">How the wall clock is shifted; null for not.</param>
internal sealed class ServingProgram(ConfigurationReader reader, Configuration start, ClockShift? shift)
{
    /// <summary>How long stopping waits for peers that do not read what is owed to them.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private ServerLoop? _loop;

    public async Task<int> RunAsync()
    {
        // The server's own code runs where the bytes arrive, without a hop to another thread; nothing in it blocks. The
        // runtime reads this once, before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var signals = new StopSignals();
        using var poller = TryPoll();
        TimeProvider wall = shift is null ? TimeProvider.System : new WallClock(TimeProvider.System, shift);
        try
        {
            using var store = ChatStore.Open(start, wall.GetUtcNow(), Report, wall);
            return await RunAsync(store, poller, wall, signals);
        }
        catch (StorageException failure)
        {
            await Console.Error.WriteLineAsync($"interlude serve: {failure.Message}");
            return ExitCode.Failure;
        }
    }

    private EpollPoller? TryPoll()
    {
        try
        {
            return start.HasEpoll && EpollPoller.IsSupported ? new EpollPoller() : null;
        }
        catch (SocketException failure)
        {
            Console.Error.WriteLine($"interlude serve: sockets cannot be polled by epoll ({failure.Message}); the runtime polls them, which costs more. "
                + "Raise the limit of open files, or set sockets.epoll to false to be told no more.");
            return null;
        }
    }

    private async Task<int> RunAsync(ChatStore store, EpollPoller? poller, TimeProvider wall, StopSignals signals)
    {
        var live = new LiveConfiguration(reader, start, store.Life);
        Listeners listeners;
        try
        {
            listeners = await Listeners.OpenAsync(() => live.Current, Console.Error, poller);
        }
        catch (PlaceException failure)
        {
            await Console.Error.WriteLineAsync(
                $"interlude serve: cannot listen on {failure.Place.EndPoint}: {WhyNot(failure)}");
            return ExitCode.Failure;
        }

        await using (listeners)
        {
            await ServeAsync(store, listeners, poller, live, wall, signals);
        }

        return ExitCode.Success;
    }

    // Of the data: to operators too, while there are any.
    private void Report(string news)
    {
        if (Volatile.Read(ref _loop) is { } loop)
        {
            loop.Tell(news);
        }
        else
        {
            Console.Error.WriteLine($"interlude serve: {news}");
        }
    }

    private static string WhyNot(PlaceException failure)
    {
        if (failure.Place.EndPoint is LineEndPoint.Unix { Path: var path })
        {
            if (Directory.Exists(path))
            {
                return "there is a folder of that name. Choose another path with --listen.";
            }

            if (new FileInfo(path) is { Exists: true, Length: > 0 })   // a socket has no bytes
            {
                return "there is an ordinary file of that name, which is left alone. Remove it, or choose another path with --listen.";
            }
        }

        return $"{failure.Message}. Choose another with --listen.";
    }

    private async Task ServeAsync(
        ChatStore store, Listeners listeners, EpollPoller? poller, LiveConfiguration live, TimeProvider wall, StopSignals signals)
    {
        await using var passwords = new PasswordChecker();
        var outside = new Outside
        {
            Wall = wall,
            Poller = poller,
            Exempt = () => live.Current.Exempt,
            Passwords = passwords,
            Archive = store.History,
            Skipped = store.Skipped,
            News = store.News,
            ReadConfiguration = () =>
            {
                var (reading, result) = Reload(live, store.History);
                Say(reading);
                return result;
            },
        };
        store.History?.Retention = RetentionOf(live);
        var server = new ChatServer(live.Options, store.World);
        await using var loop = new ServerLoop(server, store.Journal, TimeProvider.System, Console.Error, outside);
        Volatile.Write(ref _loop, loop);
        await using var compaction = new HeapCompaction(TimeProvider.System, new ProcessHeap());
        var orders = new Orders();
        orders.Add(ChatStore.BackupOrder, store.BackUpAsync);
        orders.Add(AccountOrders.What, question => AccountOrders.CarryOutAsync(loop, server, question));
        await using var control = store.Directory is { } directory ? ControlSocket.Open(directory, orders.CarryOutAsync, loop.Fail) : null;
        using var reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            try
            {
                var (reading, result) = Reload(live, store.History);
                if (result.Options is { } options)
                {
                    loop.Configure(options, () => Say(reading));   // when all of it is in force
                }
                else
                {
                    Say(reading);
                }
            }
            catch (Exception mistake)
            {
                loop.Fail(mistake);
            }
        });

        await listeners.StartAsync(loop.Accept);
        var notices = string.Concat(listeners.Notices.Select(notice => $" ({notice})"));
        await Console.Out.WriteLineAsync($"Interlude listens on {string.Join(", ", listeners.Places)}{notices}");
        if (shift is not null)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Interlude's clock is {shift}; it says {wall.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        }

        await await Task.WhenAny(signals.First, loop.Failed, store.Failed);
        await listeners.StopAsync();
        loop.Stop();
        await await Task.WhenAny(loop.Stopped, loop.Failed, Task.Delay(DrainTime, TimeProvider.System));
        Volatile.Write(ref _loop, null);
    }

    private static HistoryRetention RetentionOf(LiveConfiguration live) =>
        new(live.Current.Limits.HistoryDays, live.Current.Limits.MaxHistoryItems);

    // For SIGHUP and for operators alike, so that whoever runs the server sees both.
    private static (Reading Reading, RequestResult.ConfigurationRead Result) Reload(LiveConfiguration live, HistoryFile? history)
    {
        var reload = live.Reload();
        history?.Retention = RetentionOf(live);
        foreach (var error in reload.Reading.Errors)
        {
            Console.Error.WriteLine($"interlude serve: {error}");
        }

        return reload;
    }

    private static void Say(Reading reading)
    {
        var held = reading.Held.IsEmpty ? string.Empty : $" Not before a restart: {string.Join(", ", reading.Held)}.";
        Console.Out.WriteLine(reading.Errors.IsEmpty
            ? $"Interlude has read its configuration anew.{held}"
            : "Interlude keeps its configuration as it was, for there are errors in the new one.");
    }
}
