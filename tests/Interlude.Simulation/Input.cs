using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>What a host tells its server, as a value: to be given to the server, to the reference and to the trace.</summary>
internal abstract record Input
{
    private Input()
    {
    }

    public sealed record Start : Input;

    public sealed record Connect(ClientId Client, Peer Peer) : Input;

    public sealed record Receive(ClientId Client, byte[] Line) : Input
    {
        public override string ToString() => $"Receive {Client.Number}: {System.Text.Encoding.UTF8.GetString(Line)}";
    }

    public sealed record ReceiveTooLong(ClientId Client) : Input;

    public sealed record EndOfInput(ClientId Client) : Input;

    public sealed record Drained(ClientId Client) : Input;

    public sealed record Overflowed(ClientId Client) : Input;

    public sealed record Disconnect(ClientId Client) : Input;

    public sealed record Committed(Entry Entry) : Input;

    public sealed record Appended(long Batch, AppendResult Result) : Input;

    public sealed record Completed(long Request, RequestResult Result, ClientId Client) : Input
    {
        public override string ToString() => $"Completed {Request} of {Client.Number}: {Result.GetType().Name}";
    }

    public sealed record EndOfRound : Input;

    public sealed record Tick : Input;

    public sealed record Stop : Input;

    public void GiveTo(ChatServer server, Moment now)
    {
        switch (this)
        {
            case Start:
                server.Start(now);
                break;
            case Connect input:
                server.Connect(input.Client, input.Peer, now);
                break;
            case Receive input:
                server.Receive(input.Client, input.Line, now);
                break;
            case ReceiveTooLong input:
                server.ReceiveTooLong(input.Client, now);
                break;
            case EndOfInput input:
                server.EndOfInput(input.Client, now);
                break;
            case Drained input:
                server.Drained(input.Client, now);
                break;
            case Overflowed input:
                server.Overflowed(input.Client, now);
                break;
            case Disconnect input:
                server.Disconnect(input.Client, now);
                break;
            case Committed input:
                server.Committed(input.Entry, now);
                break;
            case Appended input:
                server.Appended(input.Batch, input.Result, now);
                break;
            case Completed input:
                server.Completed(input.Request, input.Result, now);
                break;
            case EndOfRound:
                server.AppendGathered(now);
                break;
            case Tick:
                server.Tick(now);
                break;
            case Stop:
                server.Stop(now);
                break;
        }
    }
}
