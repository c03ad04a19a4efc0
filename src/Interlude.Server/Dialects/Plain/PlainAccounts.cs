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
                client.Say($"* The account {created.Account} is yours. With /login {created.Account} and your password you are its owner anywhere.");
                break;
            case Event.LoggedIn login:
                Settle(client, login, isOrigin);
                break;
            case Event.LoggedOut:
                client.User = client.User! with { Account = null };
                client.Say($"* You are not logged in any longer. You keep your name until its owner wants it.");
                break;
            case Event.AccountChanged changed when isOrigin:
                client.Say($"* {AccountRefusals.Words(changed)}.{StillThere(client, changed)}");
                break;
            case Event.Attached attached when attached.Session == client.Session:
                Arrive(client);
                TellMissed(client, attached.AloneBehind);
                break;
            case Event.Moved moved when moved.Session == client.Session:
                Arrive(client);
                TellMissed(client, moved.AloneBehind);
                break;
        }
    }

    private static void TellMissed(PlainClient client, long? left)
    {
        if (left is { } entry && client.Limits.MaxHistoryMessages > 0)
        {
            PlainHistory.TellMissed(client, entry);
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

    /// <summary>What was shown holds no longer: it may have a name without, or log in again.</summary>
    public static void TakeRefusal(PlainClient client, Refusal reason)
    {
        if (client.Login is not null && reason is Refusal.ProofOutdated or Refusal.NoSuchAccount or Refusal.AccountSuspended)
        {
            (client.Login, client.LoginAccount) = (null, null);
            client.Say($"* You are not logged in any longer. Please choose a name.");
        }
    }

    /// <summary>Whether the client may change its account; if not, it is told.</summary>
    public static bool MayChange(PlainClient client)
    {
        var mayNot = client.IsProgram && client.User!.Account is not null;
        if (mayNot)
        {
            client.Say($"* {AccountRefusals.NotOfProgram}.");
        }

        return !mayNot;
    }

    /// <summary>Has a verifier made of a new password, if it may be one, and wishes for something with it.</summary>
    /// <param name="client">Who gave it.</param>
    /// <param name="password">What was given.</param>
    /// <param name="tryCount">Whether its address may do so once more.</param>
    /// <param name="wish">What for.</param>
    public static void TakePassword(PlainClient client, byte[] password, Func<PlainClient, bool> tryCount, Func<Text, Command> wish)
    {
        if (client.Desk.FaultOf(password) is { } fault)
        {
            client.Say($"* {client.Desk.Explain(fault)}.");
            return;
        }

        if (!tryCount(client))
        {
            client.Say($"* Many accounts or passwords were made from your address. Please try again later.");
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

    private static Sentence StillThere(PlainClient client, Event.AccountChanged changed) => new(
        changed.Change is AccountChange.VerifierChanged && client.View.Find(changed.Account.Id) is { Devices: > 1 }
            ? " Your other clients stay logged in; from IRC, NS GHOST and your name ends them."
            : string.Empty);

    private static void Settle(PlainClient client, Event.LoggedIn login, bool isOrigin)
    {
        if (isOrigin)
        {
            client.IsProgram = client.Desk.IsOfProgram(login.Account, client.Proved);
        }

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
            client.Say($"* Hello, {client.User!}. You are now talking in {latest}.{others} {client.Kept} Type /help for commands, or a single dot to leave.");
        }
        else
        {
            client.GoToLobby();
        }
    }
}
