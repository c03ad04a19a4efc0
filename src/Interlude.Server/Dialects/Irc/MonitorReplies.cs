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
            lines.Add(client.NumericLine(
                Numeric.ERR_MONLISTFULL,
                $"{watching.Limit} {string.Join(',', watching.Omitted.Select(nick => nick.Value))} :Monitor list is full."));
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
    public static List<ReadOnlyMemory<byte>> Listed(IrcClient client, Numeric numeric, IEnumerable<ReadOnlyMemory<byte>> names)
    {
        IrcLine head = $":{client.ServerName} {numeric} {client.Target} :";
        var (lines, list, room) = (new List<ReadOnlyMemory<byte>>(), new List<byte>(), IrcLimits.MaxBodyBytes - head.Bytes.Length);
        foreach (var name in names)
        {
            if (list.Count > 0 && list.Count + 1 + name.Length > room)
            {
                Flush();
            }

            if (list.Count > 0)
            {
                list.Add((byte)',');
            }

            list.AddRange(name.Span);
        }

        if (list.Count > 0)
        {
            Flush();
        }

        return lines;

        void Flush()
        {
            lines.Add(client.NumericLine(numeric, $":{list.ToArray().AsMemory()}"));
            list.Clear();
        }
    }
}
