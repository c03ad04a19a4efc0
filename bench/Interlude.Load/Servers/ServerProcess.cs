using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Interlude.Load.Wire;

namespace Interlude.Load.Servers;

/// <summary>A server that runs, in a folder of its own. Disposing ends this process, by its number, and removes the folder.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private ServerProcess(Process process, DirectoryInfo folder, IPEndPoint place)
    {
        _process = process;
        _folder = folder;
        Place = place;
    }

    public IPEndPoint Place { get; }

    public int Id => _process.Id;

    /// <summary>Starts it and waits until it takes connections.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="processor">Where it alone may run; null for anywhere.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="everyMilliseconds">How often to try whether it listens.</param>
    /// <exception cref="LoadException">It ended, or did not listen within half a minute; with the end of what it said.</exception>
    public static ServerProcess Start(ServerKind kind, int? processor, CancellationToken stop, int everyMilliseconds = 50)
    {
        var folder = Directory.CreateTempSubdirectory("interlude-load-");
        var port = kind.FixedPort > 0 ? kind.FixedPort : FreePort();
        Process process;
        try
        {
            // The shell and taskset give way to the server, so that its number is theirs; what it says goes to a file.
            string[] pinned = processor is { } cpu ? ["taskset", "-c", $"{cpu}"] : [];
            process = Process.Start("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", Output(folder), .. pinned, .. kind.Command(port, folder.FullName)]);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }

        var server = new ServerProcess(process, folder, new IPEndPoint(IPAddress.Loopback, port));
        try
        {
            server.AwaitListening(kind, everyMilliseconds, stop);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The last lines that it said.</summary>
    public string LastWords() => File.Exists(Output(_folder)) ? string.Join(" | ", File.ReadLines(Output(_folder)).TakeLast(3)) : "";

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _ = Libc.Kill(_process.Id, Libc.SigTerm);
            if (!_process.WaitForExit(s_stopLimit))
            {
                _process.Kill();
                _process.WaitForExit();
            }
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Output(DirectoryInfo folder) => Path.Combine(folder.FullName, "output");

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private void AwaitListening(ServerKind kind, int everyMilliseconds, CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!Listens())
        {
            stop.ThrowIfCancellationRequested();
            var fault = _process.HasExited ? "has ended"
                : Stopwatch.GetElapsedTime(begin) > s_startLimit ? $"does not listen on port {Place.Port} after {s_startLimit.TotalSeconds} s"
                : null;
            if (fault is not null)
            {
                throw new LoadException($"The server {kind.Name} {fault}. It said: {LastWords()}");
            }

            _process.WaitForExit(everyMilliseconds);   // its end is told at once; that it listens, only by trying again
        }
    }

    private bool Listens()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect(Place);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
