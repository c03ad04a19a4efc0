using System.Text;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>A dialect with a mistake in it: each line is a name, a text for the lobby, or the place of the mistake.</summary>
internal sealed class ClumsyClient(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit)
    : Interlude.Server.Client(server, id, session, peer, credit)
{
    /// <summary>Where it goes wrong from now on; null: nowhere.</summary>
    public string? Mistake { get; set; }

    public override ReadOnlyMemory<byte> Goodbye => default;

    public override void Greet() => Stumble("greeting");

    public override void Receive(ReadOnlySpan<byte> line)
    {
        Stumble("receiving");
        if (User is null)
        {
            Server.Wish(this, Wishes.Register(Encoding.UTF8.GetString(line)));
        }
        else if (Mistake == "answering")
        {
            Server.Answer(this, Answer());
        }
        else
        {
            Server.Wish(this, Wishes.Say("#lobby", Encoding.UTF8.GetString(line)));
            Stumble("wishing");
        }
    }

    public override void ReceiveTooLong() => Stumble("receiving");

    public override void TellOfFlood()
    {
    }

    public override void TellOfFailure(Command command) => Stumble("failing");

    public override void TellOfNoChange(Command command)
    {
    }

    public override long KindOf(Event happened, Reason reason, bool isOrigin)
    {
        Stumble("sorting");
        return 1;
    }

    public override ReadOnlyMemory<byte> Render(Event happened, Stamp stamp, long kind)
    {
        Stumble("rendering");
        return Encoding.UTF8.GetBytes($"{happened.GetType().Name}\r\n");
    }

    public override void Settle(Event happened, Stamp stamp, Reason reason, bool isOrigin)
    {
        Stumble("settling");
        if (happened is Event.Registered)
        {
            Server.Wish(this, new Command.Join(Names.Channel("#lobby")));
        }
    }

    public override (ReadOnlyMemory<byte> LastWords, Text Reason) FarewellFor(Ending ending, Departure? departure) =>
        (Encoding.UTF8.GetBytes($"{ending}\r\n"), Names.Text("clumsy"));

    private IEnumerable<ReadOnlyMemory<byte>> Answer()
    {
        yield return "one\r\n"u8.ToArray();
        Stumble("answering");
    }

    private void Stumble(string doing)
    {
        if (Mistake == doing)
        {
            throw new FormatException($"A mistake in {doing}.");
        }
    }
}
