using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The message of the day: 375, 372, 376; or 422.</summary>
internal static class MotdReplies
{
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client)
    {
        var motd = client.Profile.Motd;
        if (motd.IsEmpty)
        {
            yield return client.NumericLine(Numeric.ERR_NOMOTD, $":MOTD File is missing");
            yield break;
        }

        yield return client.NumericLine(Numeric.RPL_MOTDSTART, $":- {client.ServerName} Message of the day - ");
        foreach (var line in motd)
        {
            yield return client.NumericLine(Numeric.RPL_MOTD, $":- {line}");
        }

        yield return client.NumericLine(Numeric.RPL_ENDOFMOTD, $":End of /MOTD command.");
    }
}
