using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// What a client says before it is a user: NICK, USER, PASS, CAP, in any order and perhaps in one packet. When all is
/// there and the negotiation has ended, the nick is claimed; a taken one leaves the client free to try another.
/// </summary>
internal sealed class Registration(IrcClient client)
{
    private SourceWord? _userName;
    private Text? _realName;
    private byte[]? _password;
    private bool _hasGivenPassword;   // the right one; that holds even if the nick is then lost to somebody else

    /// <summary>The nick it asks for.</summary>
    public Nick? Nick { get; private set; }

    /// <summary>CAP LS or REQ was sent, and CAP END was not.</summary>
    public bool IsNegotiating { get; set; }

    /// <summary>The claim of the nick, or the check of the password, has not come back.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>Why it is away from the start; empty: it is not.</summary>
    public Text Away { get; set; } = Text.Empty;

    /// <summary>Why it was turned away.</summary>
    public string TurnedAway { get; private set; } = "Turned away";

    public void TakeNick(Nick nick)
    {
        if (!MayShowOwnership(nick) && WhyNot(nick) is { } why)
        {
            client.Reply(Numeric.ERR_NICKNAMEINUSE, $"{nick} :{why}");
            return;
        }

        Nick = nick;
        FinishIfComplete();
    }

    // Whose account it is may be shown before the negotiation ends; then the nick is claimed, and the world says whether it can be.
    private bool MayShowOwnership(Nick nick) =>
        (IsNegotiating || client.Login is not null || AccountOfPassword is not null)
        && (client.World.SeenWhole().FindAccount(nick) is not null || client.View.Find(nick)?.Identity.Account is not null);

    private string? WhyNot(Nick nick) =>
        client.View.Find(nick) is not null ? "Nickname is already in use"
        : ChatWorld.IsService(nick) || (client.World.Policy.KeepsNicks && client.World.SeenWhole().FindAccount(nick) is not null)
            ? "Nickname is reserved for its owner"
            : null;

    /// <summary>Where the colon of <c>account:password</c> stands in PASS, where it is not the server's password that is asked for.</summary>
    private int? AccountOfPassword => client.Options.PasswordVerifier is null && _password is not null
        && Array.IndexOf(_password, (byte)':') is > 0 and var colon ? colon : null;

    public void TakeUser(SourceWord userName, Text realName)
    {
        (_userName, _realName) = (userName, realName);
        FinishIfComplete();
    }

    /// <summary>The last one counts: the server's or, where that asks for none, <c>account:password</c>.</summary>
    public void TakePassword(ReadOnlySpan<byte> password) => _password = password.ToArray();

    /// <summary>Claims the nick if everything is there.</summary>
    public void FinishIfComplete()
    {
        if (Nick is null || _userName is null || IsNegotiating || IsUnderWay || client.IsRegistered)
        {
            return;
        }

        if (client.IsAuthenticating)
        {
            client.Sasl.Abort();   // "then register the client without authentication"
        }

        IsUnderWay = true;
        if (AccountOfPassword is { } colon && client.Login is null)
        {
            LogIn(_password!, colon);
        }
        else if (client.Options.PasswordVerifier is not { } verifier || _hasGivenPassword)
        {
            Claim();
        }
        else if (_password is null)
        {
            TurnAwayForPassword();
        }
        else
        {
            client.Ask(new ServerRequest.CheckPassword(verifier, _password) { Address = client.Peer.IsExempt ? null : client.Peer.Address }, TakeCheck);
        }
    }

    /// <summary>The nick was not granted.</summary>
    public void TakeRefusal(Event.Refused refused)
    {
        IsUnderWay = false;
        if (refused.Reason is Refusal.ProofOutdated or Refusal.NoSuchAccount or Refusal.AccountSuspended)
        {
            // What was shown holds no longer: it goes on without.
            (client.Login, client.LoginAccount) = (null, null);
            client.Reply(Numeric.RPL_LOGGEDOUT, $"* :You are now logged out");
            FinishIfComplete();
            return;
        }

        Nick = null;
        if (refused.Reason == Refusal.TooManyUsers)
        {
            TurnAway("The server is full");
        }
    }

    // PASS account:password, for clients that know no SASL.
    private void LogIn(byte[] password, int colon)
    {
        _password = null;
        client.Desk.Check(client, password.AsSpan(0, colon), password.AsMemory(colon + 1), check =>
        {
            if (check.Login is { } login)
            {
                client.Accounts.LogIn(login, new PassAnswers(this));
            }
            else if (check.Why is { } why)
            {
                client.Reply(Numeric.ERR_PASSWDMISMATCH, $":{why}");
                TurnAway(why);
            }
            else
            {
                TurnAwayForPassword();
            }
        });
    }

    private sealed class PassAnswers(Registration registration) : AccountAnswers
    {
        public override void TellOfLogin(IrcClient client, AccountIdentity account)
        {
            base.TellOfLogin(client, account);
            registration.Claim();
        }

        public override void TellOfRefusal(IrcClient client, Event.Refused refused)
        {
            var why = AccountRefusals.Explain(refused) ?? "Password incorrect";
            client.Reply(Numeric.ERR_PASSWDMISMATCH, $":{why}");
            registration.TurnAway(why);
        }

        public override void TellOfFailure(IrcClient client, string why) => registration.TurnAway(why);
    }

    private void TakeCheck(RequestResult result)
    {
        switch (result)
        {
            case RequestResult.PasswordChecked { IsBusy: true }:
                TurnAway("Too many passwords are being checked; try again later");
                break;
            case RequestResult.PasswordChecked { IsRight: true }:
                _hasGivenPassword = true;
                Claim();
                break;
            default:
                TurnAwayForPassword();
                break;
        }
    }

    private void Claim()
    {
        _password = null;
        client.Wish(new Command.Register(Nick!, Profile(), client.Login));
    }

    private void TurnAwayForPassword()
    {
        client.Reply(Numeric.ERR_PASSWDMISMATCH, $":Password incorrect");
        TurnAway("Password incorrect");
    }

    private void TurnAway(string reason)
    {
        TurnedAway = reason;
        client.FinishLine();
        client.Drop(Ending.TurnedAway);
    }

    private UserProfile Profile()
    {
        var key = client.Options.CloakKey;
        var host = Cloaks.Plain(client.Peer.Host);
        var modes = UserModeLetters.Read(client.Profile.DefaultUserModes);
        return new UserProfile
        {
            UserName = _userName!,
            RealHost = host,
            Cloak = key is null ? host : client.Server.Cloaks.Of(client.Peer, key.Value.Span),
            RealName = _realName!,
            Modes = key is null ? modes & ~UserModes.Cloaked : modes,
            IsSecure = client.Peer.IsSecure,
            Away = Away,
        };
    }
}
