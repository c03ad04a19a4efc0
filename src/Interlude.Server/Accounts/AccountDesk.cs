using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Accounts;

/// <summary>
/// Finds out whether somebody may use an account, for all dialects: the slow part goes out, wrong passwords are counted by
/// account and by address, and an account that is not there is refused in the same way and as slowly as one that is.
/// </summary>
internal sealed class AccountDesk(ChatServer server)
{
    private const string SecretLetters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int SecretLength = 20;   // of 32 letters: 100 bits
    private const int Hour = 3600;
    private const int KnownSeconds = 30 * 24 * Hour;

    private readonly LoginThrottle _wrongByAccount = new();
    private readonly LoginThrottle _wrongByAddress = new();
    private readonly LoginThrottle _known = new();   // from where which account was logged in to
    private readonly LoginThrottle _creations = new();
    private readonly LoginThrottle _changes = new();
    private readonly FakeVerifiers _fakes = new(server);
    private long _drawn;

    private AccountOptions Options => server.Options.Accounts;

    /// <summary>Checks a password, the account's or one of its programs'.</summary>
    /// <param name="client">Whose line waits for it.</param>
    /// <param name="name">The account's name, or another nick of its own.</param>
    /// <param name="password">What was given; nobody's but this call's.</param>
    /// <param name="then">Takes the login to be wished for, or why there is none.</param>
    public void Check(Client client, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> password, Action<LoginCheck> then)
    {
        var claim = ClaimOf(name);
        if (WhyNotTry(client, claim) is { } why)
        {
            then(new LoginCheck(null, why));
            return;
        }

        if (password.Length > Options.MaxPasswordBytes)
        {
            then(Wrong(client, claim));
            return;
        }

        var verifier = claim.VerifierFor(password.Span);
        client.Server.Ask(client, new ServerRequest.CheckPassword(verifier, password) { Address = TurnOf(client) }, result =>
        {
            var check = (RequestResult.PasswordChecked)result;
            then(check.IsBusy ? new LoginCheck(null, "Too many passwords are being checked; try again later")
                : check.IsRight && claim.Account is { } account ? Right(client, claim, new Login(account.Id, TextOf(verifier)))
                : Wrong(client, claim));
        });
    }

    /// <summary>Whose name somebody gives, for an exchange in which the password itself is not told.</summary>
    public Claim ClaimOf(ReadOnlySpan<byte> name) => Claim.Of(server.World, _fakes, name);

    /// <summary>Why a password is not even looked at; null: it is.</summary>
    public string? WhyNotTry(Client client, Claim claim)
    {
        var elapsed = server.Now.Elapsed;
        return client.Peer.IsExempt
            || ((_wrongByAccount.HasRoom(claim.Key, Options.WrongPasswordsPerAccount, elapsed) || IsKnown(client, claim))
                && _wrongByAddress.HasRoom(client.Peer.Address, Options.WrongPasswordsPerAddress, elapsed))
            ? null
            : "Too many wrong passwords; wait a while and try again";
    }

    /// <summary>Remembers from where somebody was right: others' mistakes do not lock it out there.</summary>
    public LoginCheck Right(Client client, Claim claim, Login login)
    {
        _known.Count(PlaceOf(client, claim), KnownSeconds, server.Now.Elapsed);
        return new LoginCheck(login, null);
    }

    /// <summary>Counts a wrong password.</summary>
    public LoginCheck Wrong(Client client, Claim claim)
    {
        if (!client.Peer.IsExempt)
        {
            _wrongByAccount.Count(claim.Key, Options.WrongPasswordSeconds, server.Now.Elapsed);
            _wrongByAddress.Count(client.Peer.Address, Options.WrongPasswordSeconds, server.Now.Elapsed);
        }

        return new LoginCheck(null, null);
    }

    /// <summary>Has a verifier made of a password; it is checked before whether it may be one.</summary>
    /// <param name="client">Whose line waits for it.</param>
    /// <param name="password">What was given; nobody's but this call's.</param>
    /// <param name="then">Takes the verifier; null: nobody has time.</param>
    public void MakeVerifier(Client client, ReadOnlyMemory<byte> password, Action<Text?> then) => client.Server.Ask(
        client,
        new ServerRequest.MakeVerifier(password, Options.VerifierRounds) { Address = TurnOf(client) },
        result => then(((RequestResult.VerifierMade)result).Verifier is { } verifier ? TextOf(verifier) : null));

    /// <summary>What is wrong with a password that somebody wants to have; null: nothing.</summary>
    public PasswordFault? FaultOf(ReadOnlySpan<byte> password) =>
        password.Length < Math.Max(1, Options.MinPasswordBytes) ? PasswordFault.TooShort
        : password.Length > Options.MaxPasswordBytes ? PasswordFault.TooLong
        : !Text.TryCreate(password, out _) ? PasswordFault.NotText
        : null;

    /// <summary>The same in words.</summary>
    public string Explain(PasswordFault fault) => fault switch
    {
        PasswordFault.TooShort => string.Create(CultureInfo.InvariantCulture, $"A password has at least {Math.Max(1, Options.MinPasswordBytes)} bytes"),
        PasswordFault.TooLong => string.Create(CultureInfo.InvariantCulture, $"A password has at most {Options.MaxPasswordBytes} bytes"),
        _ => "A password is UTF-8 text without NUL, CR, LF",
    };

    /// <summary>Whether nobody but the client itself has a nick, so that it may be an account's name.</summary>
    public bool IsFree(Client client, Nick name) =>
        server.World.SeenWhole().Find(name) is not { } holder || holder.Identity.Id == client.User?.Id;

    /// <summary>Whether the client's address may try to make one more account. It is counted, whatever comes of it: making its verifier is what costs.</summary>
    public bool TryCountCreation(Client client) => TryCount(_creations, client, Options.CreationsPerHour);

    /// <summary>The same for one more password of an account's.</summary>
    public bool TryCountChange(Client client) => TryCount(_changes, client, Options.PasswordChangesPerHour);

    /// <summary>Whether what somebody has proved is a password for a program.</summary>
    public bool IsOfProgram(AccountIdentity account, Text proof) =>
        server.World.SeenWhole().Find(account.Id)?.Verifiers.Skip(1).Contains(proof) == true;

    /// <summary>A password for a program, which bears its name in front: <c>phone-</c> and 20 letters and digits.</summary>
    public string NewSecret(string name) => $"{name}-{Draw()}";

    /// <summary>Letters that nobody can foresee.</summary>
    public string Draw()
    {
        var drawn = HMACSHA256.HashData(server.Options.ProcessKey.Span, Encoding.UTF8.GetBytes($"draw {++_drawn}"));
        return string.Create(SecretLength, drawn, static (secret, drawn) =>
        {
            for (var index = 0; index < secret.Length; index++)
            {
                secret[index] = SecretLetters[drawn[index] & 31];
            }
        });
    }

    private bool TryCount(LoginThrottle throttle, Client client, int most)
    {
        if (client.Peer.IsExempt)
        {
            return true;
        }

        var hasRoom = throttle.HasRoom(client.Peer.Address, most, server.Now.Elapsed);
        if (hasRoom)
        {
            throttle.Count(client.Peer.Address, Hour, server.Now.Elapsed);
        }

        return hasRoom;
    }

    private bool IsKnown(Client client, Claim claim) =>
        claim.Account is not null && !_known.HasRoom(PlaceOf(client, claim), 1, server.Now.Elapsed);

    private static string PlaceOf(Client client, Claim claim) => $"{claim.Key} {client.Peer.Address}";

    private static string? TurnOf(Client client) => client.Peer.IsExempt ? null : client.Peer.Address;

    internal static Text TextOf(string verifier) => Text.TryCreate(Encoding.UTF8.GetBytes(verifier), out var text)
        ? text
        : throw new System.Diagnostics.UnreachableException("A verifier is text.");

    /// <summary>A name that somebody says is an account of theirs.</summary>
    internal sealed class Claim
    {
        private readonly AccountView? _view;
        private readonly string _fake;

        private Claim(string key, AccountView? view, string fake) => (Key, _view, _fake) = (key, view, fake);

        /// <summary>Under which wrong passwords are counted.</summary>
        public string Key { get; }

        /// <summary>The account; null: there is none of that name.</summary>
        public AccountIdentity? Account => _view?.Identity;

        /// <summary>What a password in an exchange is held against.</summary>
        public string Verifier => _view?.Verifiers[0].ToString() ?? _fake;

        public static Claim Of(ChatWorld world, FakeVerifiers fakes, ReadOnlySpan<byte> name)
        {
            var view = Nick.TryCreate(name, out var nick, out _) ? world.SeenWhole().FindAccount(nick) : null;
            var key = view?.Identity.Name.Key ?? nick?.Key ?? Encoding.UTF8.GetString(name[..Math.Min(name.Length, Nick.MaxBytes)]);
            return new Claim(key, view, fakes.For(key));
        }

        // One check for each attempt, whatever the account has: so nothing is to be learned from how long it takes.
        public string VerifierFor(ReadOnlySpan<byte> password)
        {
            var dash = password.LastIndexOf((byte)'-');
            if (_view is null || dash < 0 || password.Length - dash - 1 != SecretLength)
            {
                return Verifier;
            }

            for (var index = 0; index < _view.Passwords.Count; index++)
            {
                if (_view.Passwords[index].Name.Utf8.Span.SequenceEqual(password[..dash]))
                {
                    return _view.Verifiers[index + 1].ToString();
                }
            }

            return Verifier;
        }
    }
}

/// <summary>What came of looking at a password.</summary>
/// <param name="Login">What is to be wished for; null: it may not.</param>
/// <param name="Why">Why it was not looked at; null, without a login: it is wrong.</param>
internal readonly record struct LoginCheck(Login? Login, string? Why);

/// <summary>What may be wrong with a password.</summary>
internal enum PasswordFault
{
    /// <summary>It is too easily guessed.</summary>
    TooShort,

    /// <summary>It is longer than some doors are wide.</summary>
    TooLong,

    /// <summary>It cannot be typed everywhere.</summary>
    NotText,
}
