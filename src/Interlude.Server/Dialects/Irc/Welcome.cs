using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a client gets when it has registered, and nothing between: 001 to 005, 396, LUSERS, MOTD, 221.</summary>
internal static class Welcome
{
    public static void Send(IrcClient client)
    {
        client.Liveness.Begin();
        foreach (var line in Lines(client))
        {
            client.Answer(line);   // not in pieces, between which somebody else might speak
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client)
    {
        var (profile, user) = (client.Profile, client.User!);
        yield return client.NumericLine(Numeric.RPL_WELCOME, $":Welcome to the {profile.Network} Network, {user.Nick}");
        yield return client.NumericLine(Numeric.RPL_YOURHOST, $":Your host is {profile.Name}, running version {profile.Version}");
        yield return client.NumericLine(Numeric.RPL_CREATED, $":This server was created {Dates.Of(profile.StartedAt)}");
        yield return client.NumericLine(
            Numeric.RPL_MYINFO,
            $"{profile.Name} {profile.Version} {UserModeLetters.Letters} {ChannelModes.Letters} {ChannelModes.LettersWithParameter}");
        foreach (var line in Isupport.Lines(client))
        {
            yield return line;
        }

        if (client.View.Viewer is not { } viewer)
        {
            yield break;   // the session has ended while the client was slow to read
        }

        if (viewer.RealHost?.Value != user.Host.Value)
        {
            yield return client.NumericLine(Numeric.RPL_VISIBLEHOST, $"{user.Host} :is now your displayed host");
        }

        foreach (var line in LusersReplies.Lines(client).Concat(MotdReplies.Lines(client)))
        {
            yield return line;
        }

        yield return client.Tagged(IrcLine.Of($":{client.ServerName} NOTICE {client.Target} :*** {HistoryWords.Kept(client.Options)}"));
        yield return client.NumericLine(Numeric.RPL_UMODEIS, $"{UserModeLetters.Of(viewer)}");
    }
}
