using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Opening;

/// <summary>A server on loopback that takes one connection and does with it what a test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _script;

    public ScriptedServer(Func<LineTransport, Task> script)
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen();
        EndPoint = new("127.0.0.1", ((IPEndPoint)_listening.LocalEndPoint!).Port);
        _script = RunAsync(script);
    }

    public LineEndPoint.Tcp EndPoint { get; }

    /// <summary>Reads up to some text.</summary>
    public static async Task<string> ReadUntilAsync(LineTransport transport, string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal)
            && await transport.ReceiveAsync(one, CancellationToken.None).AsTask().WaitAsync(Peers.Limit) > 0)
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>Drops what comes until the end, of which a reset is one.</summary>
    public static async Task UntilEndAsync(LineTransport transport)
    {
        try
        {
            await Peers.ReadToEndAsync(transport);
        }
        catch (SocketException)
        {
            // It is gone.
        }
    }

    /// <summary>Gives back whatever comes, until its end.</summary>
    public static Task EchoAsync(LineTransport transport) => PassOnAsync(transport, transport);

    /// <summary>Sends to one what comes from the other, until its end.</summary>
    public static async Task PassOnAsync(LineTransport from, LineTransport to)
    {
        var buffer = new byte[4096];
        int count;
        while ((count = await from.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit)) > 0)
        {
            await to.SendAsync(buffer.AsMemory(0, count));
        }
    }

    /// <summary>Ends when the script has, and fails with it.</summary>
    public Task Ended => _script.WaitAsync(Peers.Limit);

    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        await _script.WaitAsync(Peers.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Func<LineTransport, Task> script)
    {
        await using var transport = new SocketTransport(await _listening.AcceptAsync());
        await script(transport);
    }
}
