using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>How far somebody has read: MARKREAD, as the server says it. https://ircv3.net/specs/extensions/read-marker#markread-server-command</summary>
internal static class ReadMarkerReply
{
    /// <summary>The message, of which the time in front is somebody else's matter.</summary>
    public static IrcLine Line(IrcClient client, ReadTarget target, Timestamp? at)
    {
        if (at is not { } time)
        {
            return $":{client.ServerName} MARKREAD {target.Utf8} *";
        }

        Span<byte> moment = stackalloc byte[ServerTime.Length];
        ServerTime.Write(time, moment);
        return $":{client.ServerName} MARKREAD {target.Utf8} timestamp={moment}";
    }
}
