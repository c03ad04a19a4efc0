using System.Globalization;
using System.Text;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// A dialect that asks the outside whether each line is a password and says the answer; <c>remind 500</c> asks to be
/// reminded in so many milliseconds.
/// </summary>
internal sealed class AskingClient(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit)
    : Interlude.Server.Client(server, id, session, peer, credit)
{
    public override ReadOnlyMemory<byte> Goodbye => default;

    public override void Greet()
    {
    }

    public override void Receive(ReadOnlySpan<byte> line)
    {
        var words = Encoding.UTF8.GetString(line).Split(' ');
        if (words is ["remind", var milliseconds])
        {
            Server.SetAlarm(this, long.Parse(milliseconds, CultureInfo.InvariantCulture));
        }
        else
        {
            Server.Ask(this, new ServerRequest.CheckPassword("verifier", line.ToArray()), Take);
        }
    }

    public override void ReceiveTooLong()
    {
    }

    public override void TellOfFlood()
    {
    }

    public override void TellOfFailure(Command command)
    {
    }

    public override void TellOfNoChange(Command command)
    {
    }

    public override long KindOf(Event happened, Reason reason, bool isOrigin) => 0;

    public override ReadOnlyMemory<byte> Render(Event happened, Stamp stamp, long kind) => default;

    public override void Settle(Event happened, Stamp stamp, Reason reason, bool isOrigin)
    {
    }

    public override void OnAlarm(Moment now) => Say($"reminded at {now.Elapsed}");

    public override (ReadOnlyMemory<byte> LastWords, Text Reason) FarewellFor(Ending ending, Departure? departure) =>
        (default, Text.Empty);

    private void Take(RequestResult result)
    {
        if (result is not RequestResult.PasswordChecked check)
        {
            throw new FormatException("That was not asked.");
        }

        Say(check.IsRight ? "right" : "wrong");
    }

    private void Say(string words) => Server.Send(this, Encoding.UTF8.GetBytes(words));
}
