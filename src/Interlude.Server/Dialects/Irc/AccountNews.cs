using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Services;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Brings what happens to accounts: ACCOUNT to those who see the user, and the answer to who asked.</summary>
internal static class AccountNews
{
    /// <summary>"When enabled, clients will get the ACCOUNT message [...] including themselves." Nothing changes, nothing is told.</summary>
    public static IrcKind KindOf(IrcClient client, Event.LoggedIn login, Reason reason, IrcKind kind) =>
        login.User is null || Equals(login.User.Account, login.Account) ? IrcKind.None : KindOf(client, reason, kind);

    public static IrcKind KindOf(IrcClient client, Reason reason, IrcKind kind) =>
        client.Has(Caps.AccountNotify) && (reason != Reason.Watcher || client.Has(Caps.ExtendedMonitor)) ? kind : IrcKind.None;

    public static void Render(EventLines lines, Event.LoggedIn login) =>
        lines.Add(login.User, $":{login.User!} ACCOUNT {login.Account}", hasId: false);

    public static void Render(EventLines lines, Event.LoggedOut logout) =>
        lines.Add(logout.User, $":{logout.User} ACCOUNT *", hasId: false);

    /// <summary>What follows for the client's own user, and for a client that is nobody's yet.</summary>
    public static void Settle(IrcClient client, Event happened, Reason reason, bool isOrigin)
    {
        if (reason == Reason.Self && client.User is { } user)
        {
            client.User = happened switch
            {
                Event.LoggedIn login => user with { Account = login.Account },
                Event.LoggedOut => user with { Account = null },
                _ => user,
            };
        }

        if (reason == Reason.Target && happened is Event.RegistrationChanged concerning)
        {
            ChanServ.Tell(client, concerning);
            return;
        }

        if (!isOrigin)
        {
            // "RPL_LOGGEDIN is sent when the user's account name is set (whether by SASL or otherwise)", RPL_LOGGEDOUT when it is
            // unset: from another device, too.
            if (reason == Reason.Self && NumericOf(client, happened) is { } line)
            {
                client.SendNow(line);
            }

            return;
        }

        switch (happened)
        {
            case Event.AccountCreated created:
                client.Accounts.Answers?.TellOfCreation(client, created.Account);
                break;
            case Event.LoggedIn login:
                client.Accounts.Take(login.Account);
                client.Accounts.Answers?.TellOfLogin(client, login.Account);
                break;
            case Event.LoggedOut:
                client.Accounts.Answers?.TellOfLogout(client);
                break;
            case Event.AccountChanged changed:
                client.Accounts.Answers?.TellOfChange(client, changed);
                break;
            case Event.RegistrationChanged changed:
                client.Accounts.Answers?.TellOfRegistration(client, changed);
                break;
        }
    }

    private static ReadOnlyMemory<byte>? NumericOf(IrcClient client, Event happened) => happened switch
    {
        Event.LoggedIn login when !Equals(login.User?.Account, login.Account) => client.NumericLine(
            Numeric.RPL_LOGGEDIN, $"{client.User!} {login.Account} :You are now logged in as {login.Account}"),
        Event.LoggedOut => client.NumericLine(Numeric.RPL_LOGGEDOUT, $"{client.User!} :You are now logged out"),
        _ => null,
    };
}
