using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>RFC 2812, 4.9.</summary>
internal sealed class IsonCommand() : IrcCommand("ISON", "<nick> {<nick>}", "tells which of these nicks are somebody's", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var index = 0; index < message.Count; index++)
        {
            foreach (var word in SplitWords(message[index]))
            {
                if (Nick.TryCreate(word, out var nick, out _) && client.View.Find(nick) is { } user)
                {
                    found.Add(user.Identity.Nick.Utf8);
                }
            }
        }

        if (found.Count == 0)
        {
            client.Reply(Numeric.RPL_ISON, $":");
        }
        else
        {
            client.AnswerAll(WordLists.Lines(client, Numeric.RPL_ISON, ":", ' ', found));
        }
    }
}
