using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Commands;
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

    /// <summary>The highest version of CAP that the client has named; 0: none.</summary>
    public int CapVersion { get; set; }

    /// <summary>Whether it can read values of capabilities, and lists of several lines.</summary>
    public bool HasCapValues => CapVersion >= CapCommand.Version302;

    /// <summary>The claim of the nick, or the check of the password, has not come back.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>Why it is away from the start; empty: it is not.</summary>
    public Text Away { get; set; } = Text.Empty;

    /// <summary>Why it was turned away.</summary>
    public string TurnedAway { get; private set; } = "Turned away";

    public void TakeNick(Nick nick)
    {
        if (client.View.Find(nick) is not null)
        {
            client.Reply(Numeric.ERR_NICKNAMEINUSE, $"{nick} :Nickname is already in use");
            return;
        }

        Nick = nick;
        FinishIfComplete();
    }

    public void TakeUser(SourceWord userName, Text realName)
    {
        (_userName, _realName) = (userName, realName);
        FinishIfComplete();
    }

    /// <summary>The last one counts.</summary>
    public void TakePassword(ReadOnlySpan<byte> password) => _password = password.ToArray();

    /// <summary>Claims the nick if everything is there.</summary>
    public void FinishIfComplete()
    {
        if (Nick is null || _userName is null || IsNegotiating || IsUnderWay || client.IsRegistered)
        {
            return;
        }

        IsUnderWay = true;
        if (client.Options.PasswordVerifier is not { } verifier || _hasGivenPassword)
        {
            Claim();
        }
        else if (_password is null)
        {
            TurnAwayForPassword();
        }
        else
        {
            client.Ask(new ServerRequest.CheckPassword(verifier, _password), TakeCheck);
        }
    }

    /// <summary>The nick was not granted.</summary>
    public void TakeRefusal(Event.Refused refused)
    {
        IsUnderWay = false;
        Nick = null;
        if (refused.Reason == Refusal.TooManyUsers)
        {
            TurnAway("The server is full");
        }
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
        client.Wish(new Command.Register(Nick!, Profile()));
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
        var host = Cloak.Plain(client.Peer.Host);
        var modes = UserModeLetters.Read(client.Profile.DefaultUserModes);
        return new UserProfile
        {
            UserName = _userName!,
            RealHost = host,
            Cloak = key is null ? host : Cloak.Of(client.Peer, key.Value.Span),
            RealName = _realName!,
            Modes = key is null ? modes & ~UserModes.Cloaked : modes,
            IsSecure = client.Peer.IsSecure,
            Away = Away,
        };
    }
}
