using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/read-marker</summary>
internal sealed class MarkreadCommand() : IrcCommand("MARKREAD", "<target> [timestamp=<time>]", "says or asks how far one has read", 1)
{
    public override void TellOfMissing(IrcClient client) => client.Fail($"{Verb} NEED_MORE_PARAMS :Missing parameters");

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var name = message[0];
        if (name.IsEmpty)
        {
            TellOfMissing(client);
        }
        else if (!ReadTarget.TryCreate(name, out var target))
        {
            client.Fail($"{Verb} INVALID_PARAMS {new Word(name)} :Invalid parameters");
        }
        else if (message.Count == 1)
        {
            client.Reply(ReadMarkerReply.Line(client, target, client.View.ReadMarkerOf(target)));
        }
        else if (!TryReadTime(message[1], out var at))
        {
            client.Fail($"{Verb} INVALID_PARAMS {new Word(name)} {new Word(message[1])} :Invalid parameters");
        }
        else if (client.View.ReadMarkerOf(target) is { } stored && stored.Milliseconds >= at.Milliseconds)
        {
            client.Reply(ReadMarkerReply.Line(client, target, stored));   // it only rises, and what changes nothing is not logged
        }
        else
        {
            client.Wish(new Command.MarkRead(target, at));
        }
    }

    private static bool TryReadTime(ReadOnlySpan<byte> text, out Timestamp at)
    {
        at = default;
        return text.StartsWith("timestamp="u8) && ServerTime.TryRead(text["timestamp=".Length..], out at);
    }
}
