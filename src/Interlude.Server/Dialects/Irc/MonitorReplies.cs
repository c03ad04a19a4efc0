using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Who of those watched is there: 730, 731; 732 and 733; 734. https://ircv3.net/specs/extensions/monitor</summary>
internal static class MonitorReplies
{
    /// <summary>The answer to MONITOR +.</summary>
    public static List<ReadOnlyMemory<byte>> Lines(IrcClient client, Event.Watching watching)
    {
        var lines = Status(client, watching.Added);
        if (!watching.Omitted.IsEmpty)
        {
            lines.AddRange(WordLists.Lines(
                client, Numeric.ERR_MONLISTFULL, $"{watching.Limit} ", ',', watching.Omitted.Select(nick => nick.Utf8), " :Monitor list is full."));
        }

        return lines;
    }

    /// <summary>Who of these is there, and who is not.</summary>
    public static List<ReadOnlyMemory<byte>> Status(IrcClient client, IEnumerable<Nick> nicks)
    {
        var (online, offline, view) = (new List<ReadOnlyMemory<byte>>(), new List<ReadOnlyMemory<byte>>(), client.View);
        foreach (var nick in nicks)
        {
            if (view.Find(nick) is { } user)
            {
                online.Add(user.Identity.Source);
            }
            else
            {
                offline.Add(nick.Utf8);
            }
        }

        return [.. Listed(client, Numeric.RPL_MONONLINE, online), .. Listed(client, Numeric.RPL_MONOFFLINE, offline)];
    }

    /// <summary>Names joined by commas, in as many replies as they need.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Listed(IrcClient client, Numeric numeric, IEnumerable<ReadOnlyMemory<byte>> names) =>
        WordLists.Lines(client, numeric, ":", ',', names);
}
