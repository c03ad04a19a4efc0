using System.Buffers.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#whowas-message</summary>
internal sealed class WhowasCommand() : IrcCommand("WHOWAS", "<nick> [<count>]", "tells who had a nick before, the latest first")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var name = At(message, 0);
        if (name.IsEmpty)
        {
            client.Reply(Numeric.ERR_NONICKNAMEGIVEN, $":No nickname given");
            return;
        }

        var past = Nick.TryCreate(name, out var nick, out _) ? client.View.PastUsers(nick) : [];
        client.AnswerAll(Lines(client, name.ToArray(), past.Take(CountFrom(At(message, 1)))));
    }

    // "SHOULD be a positive number. Otherwise, a full search is done."
    private static int CountFrom(ReadOnlySpan<byte> word) =>
        Utf8Parser.TryParse(word, out int count, out var length) && length == word.Length && count > 0 ? count : int.MaxValue;

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, byte[] name, IEnumerable<PastUser> past)
    {
        var isEmpty = true;
        foreach (var user in past)
        {
            isEmpty = false;
            var who = user.Identity;
            yield return client.NumericLine(Numeric.RPL_WHOWASUSER, $"{who.Nick} {who.UserName} {who.Host} * :{user.RealName}");
            if ((client.View.Powers & OperatorPowers.Inspect) != 0)
            {
                yield return client.NumericLine(Numeric.RPL_WHOISACTUALLY, $"{who.Nick} {user.RealHost} :Was actually using host");
            }

            yield return client.NumericLine(
                Numeric.RPL_WHOISSERVER, $"{who.Nick} {client.ServerName} :{Dates.Of(user.Until.Milliseconds)}");
        }

        if (isEmpty)
        {
            yield return client.NumericLine(Numeric.ERR_WASNOSUCHNICK, $"{new Word(name)} :There was no such nickname");
        }

        yield return client.NumericLine(Numeric.RPL_ENDOFWHOWAS, $"{new Word(name)} :End of WHOWAS");
    }
}
