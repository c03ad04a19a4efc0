using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Words what happens to accounts for people at a terminal, and brings somebody who logs in to where it was.</summary>
internal static class PlainAccounts
{
    /// <summary>What follows of an event about accounts, for a client of the user's and for one that is nobody's yet.</summary>
    public static void Settle(PlainClient client, Event happened, bool isOrigin)
    {
        switch (happened)
        {
            case Event.AccountCreated created when isOrigin:
                client.Desk.CountCreation(client);
                client.Say($"* The account {created.Account} is yours. With /login {created.Account} and your password you are its owner anywhere.");
                break;
            case Event.LoggedIn login:
                Settle(client, login, isOrigin);
                break;
            case Event.LoggedOut:
                client.User = client.User! with { Account = null };
                if (isOrigin)
                {
                    client.Say($"* You are not logged in any longer. You keep your name until its owner wants it.");
                }

                break;
            case Event.AccountChanged changed when isOrigin:
                client.Say($"* {AccountRefusals.Words(changed)}.");
                break;
            case Event.Attached attached when attached.Session == client.Session:
                Arrive(client);
                TellMissed(client, attached.AloneSince);
                break;
            case Event.Moved moved when moved.Session == client.Session:
                Arrive(client);
                TellMissed(client, moved.AloneSince);
                break;
        }
    }

    private static void TellMissed(PlainClient client, Timestamp? since)
    {
        if (since is { } moment && client.Limits.MaxHistoryMessages > 0)
        {
            PlainHistory.TellMissed(client, moment);
        }
    }

    /// <summary>Checks a password, and logs in.</summary>
    public static void LogIn(PlainClient client, ReadOnlySpan<byte> name, byte[] password) =>
        client.Desk.Check(client, name, password, check =>
        {
            if (check.Login is { } login)
            {
                client.Proved = login.Proof;
                client.Wish(new Command.LogIn(login, ComesHome: true));
            }
            else
            {
                client.Say($"* {check.Why ?? "The account or the password is wrong"}.");
            }
        });

    /// <summary>Has a verifier made of a new password, if it may be one, and wishes for something with it.</summary>
    public static void TakePassword(PlainClient client, byte[] password, Func<Text, Command> wish)
    {
        if (client.Desk.FaultOf(password) is { } fault)
        {
            client.Say($"* {client.Desk.Explain(fault)}.");
            return;
        }

        client.Desk.MakeVerifier(client, password, verifier =>
        {
            if (verifier is null)
            {
                client.Say($"* Too many passwords are being checked. Please try again later.");
            }
            else
            {
                client.Proved = verifier;
                client.Wish(wish(verifier));
            }
        });
    }

    private static void Settle(PlainClient client, Event.LoggedIn login, bool isOrigin)
    {
        if (client.User is { } user)
        {
            client.User = user with { Account = login.Account };
            if (isOrigin)
            {
                client.Say($"* You are logged in as {login.Account}.");
            }
        }
        else if (isOrigin)
        {
            (client.Login, client.LoginAccount) = (new Login(login.Account.Id, client.Proved), login.Account);
            client.ClaimName(login.Account.Name);
        }
    }

    // It comes to where the user is; to the lobby, if that is nowhere.
    private static void Arrive(PlainClient client)
    {
        if (client.View.Viewer is { Channels: [.., var latest] channels })
        {
            client.ArriveIn(latest);
            var others = channels.Count > 1 ? new Sentence($" You are in {channels.Count} channels.") : new Sentence(string.Empty);
            client.Say($"* Hello, {client.User!}. You are now talking in {latest}.{others}{client.Kept} Type /help for commands, or a single dot to leave.");
        }
        else
        {
            client.GoToLobby();
        }
    }
}
