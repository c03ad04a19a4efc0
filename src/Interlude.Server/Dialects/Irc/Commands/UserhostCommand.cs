using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#userhost-message</summary>
internal sealed class UserhostCommand() : IrcCommand("USERHOST", "<nick> {<nick>}", "tells the hosts of up to five users", 1)
{
    private const int MaxNicks = 5;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var words = new List<byte[]>();
        for (var index = 0; index < message.Count; index++)
        {
            words.AddRange(SplitWords(message[index]));
        }

        var replies = new List<ReadOnlyMemory<byte>>();
        foreach (var word in words.Take(MaxNicks))
        {
            if (Nick.TryCreate(word, out var nick, out _) && client.View.Find(nick) is { } user)
            {
                replies.Add(ReplyOf(user));
            }
        }

        if (replies.Count == 0)
        {
            client.Reply(Numeric.RPL_USERHOST, $":");
        }
        else
        {
            client.AnswerAll(WordLists.Lines(client, Numeric.RPL_USERHOST, ":", ' ', replies));
        }
    }

    // reply = nickname [ "*" ] "=" ( "+" / "-" ) hostname     ; https://modern.ircdocs.horse/#rpluserhost-302
    private static ReadOnlyMemory<byte> ReplyOf(UserView user)
    {
        var who = user.Identity;
        IrcLine reply = $"{who.Nick}{(user.OperatorClass is null ? "" : "*")}={(user.Away.Length == 0 ? "+" : "-")}{who.UserName}@{who.Host}";
        return reply.Bytes.ToArray();
    }
}
