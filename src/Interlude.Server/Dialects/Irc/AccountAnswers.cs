using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>How a client is answered that wished for something about accounts: each door has its own words.</summary>
internal abstract class AccountAnswers
{
    /// <summary>There is an account more, the client's.</summary>
    public virtual void TellOfCreation(IrcClient client, AccountIdentity account)
    {
    }

    /// <summary>The client uses an account from here on.</summary>
    public virtual void TellOfLogin(IrcClient client, AccountIdentity account) => Reply900(client, account);

    /// <summary>The client uses no account any longer.</summary>
    public virtual void TellOfLogout(IrcClient client) =>
        client.Reply(Numeric.RPL_LOGGEDOUT, $"{SourceOf(client)} :You are now logged out");

    /// <summary>Something about the account has changed.</summary>
    public virtual void TellOfChange(IrcClient client, Event.AccountChanged changed)
    {
    }

    /// <summary>Whose a channel is, or what its founder has chosen for it, has changed.</summary>
    public virtual void TellOfRegistration(IrcClient client, Event.RegistrationChanged changed)
    {
    }

    /// <summary>The wish was not granted.</summary>
    public abstract void TellOfRefusal(IrcClient client, Event.Refused refused);

    /// <summary>Nothing came of it, for that reason: a sentence without its full stop.</summary>
    public abstract void TellOfFailure(IrcClient client, string why);

    // "RPL_LOGGEDIN is sent when the user's account name is set (whether by SASL or otherwise)."
    private static void Reply900(IrcClient client, AccountIdentity account) =>
        client.Reply(Numeric.RPL_LOGGEDIN, $"{SourceOf(client)} {account} :You are now logged in as {account}");

    private static IrcLine SourceOf(IrcClient client) => client.User is { } user ? (IrcLine)$"{user}" : (IrcLine)$"*";
}
