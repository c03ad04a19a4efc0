using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a client gets when it has registered, and nothing between: 001 to 005, 396, LUSERS, MOTD, 221.</summary>
internal static class Welcome
{
    public static void Send(IrcClient client)
    {
        client.EndRegistration();
        Answer(client, client.Common.BurstFor(client), client.Common.WelcomeOf(client), client.User!);
    }

    // All of it now, not as somebody reads: nobody else may speak in between.
    private static void Answer(IrcClient client, Burst burst, WelcomeLines common, Identity user)
    {
        burst.Add(Numeric.RPL_WELCOME, $":Welcome to the {client.Profile.Network} Network, {user.Nick}");
        AddAll(burst, common.Server);
        if (Isupport.IsBatched(client))
        {
            // A batch, as what answers a label may be: the references are given as the lines are sent.
            client.Answer(burst.ToArray());
            foreach (var line in Isupport.Lines(client))
            {
                client.Answer(line);
            }

            burst = client.Common.BurstFor(client);
        }
        else
        {
            AddAll(burst, common.Isupport);
        }

        if (client.View.Viewer is not { } viewer)
        {
            client.Answer(burst.ToArray());
            return;   // the session has ended while the client was slow to read
        }

        if (viewer.RealHost?.IsSame(user.Host) != true)
        {
            burst.Add(Numeric.RPL_VISIBLEHOST, $"{user.Host} :is now your displayed host");
        }

        LusersReplies.Add(burst, client);
        AddAll(burst, common.Motd);
        burst.Add(Numeric.RPL_UMODEIS, $"{UserModeLetters.Of(viewer)}");
        client.Answer(burst.ToArray());
    }

    private static void AddAll(Burst burst, CommonLine[] lines)
    {
        foreach (var line in lines)
        {
            burst.Add(line);
        }
    }
}
