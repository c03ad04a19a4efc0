using System.Buffers;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Which server a question is for: it may be named by its name, by a mask, or by somebody who is on it. There is one to
/// be asked. RFC 2812, 3.4.
/// </summary>
internal static class ServerNames
{
    /// <summary>Whether the question is for this server; an empty name is.</summary>
    public static bool IsThis(IrcClient client, ReadOnlySpan<byte> target) =>
        target.IsEmpty || Fits(client, target)
        || (Nick.TryCreate(target, out var nick, out _) && client.View.Find(nick) is not null);

    /// <summary>Whether a mask fits this server's name. Names of servers are ASCII, so one with other letters does not.</summary>
    public static bool Fits(IrcClient client, ReadOnlySpan<byte> mask)
    {
        var folded = new byte[mask.Length];
        var name = Encoding.ASCII.GetBytes(client.ServerName);
        return Ascii.ToLower(mask, folded, out _) == OperationStatus.Done
            && Ascii.ToLowerInPlace(name, out _) == OperationStatus.Done
            && Mask.Matches(folded, name);
    }

    /// <summary>Whether the client may see what servers there are, and what else is for server operators.</summary>
    public static bool MayInspect(IrcClient client) => (client.View.Powers & OperatorPowers.Inspect) != 0;
}
