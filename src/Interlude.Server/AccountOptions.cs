using System.Collections.Immutable;

namespace Interlude.Server;

/// <summary>How people get accounts and log in to them.</summary>
public sealed record AccountOptions
{
    /// <summary>Whether people may make accounts themselves.</summary>
    public bool MayRegister { get; init; } = true;

    /// <summary>Whether they may do so before they are users.</summary>
    public bool BeforeConnect { get; init; } = true;

    /// <summary>Whether an account needs an address. It is kept and not checked: nothing is sent there.</summary>
    public bool NeedsEmail { get; init; }

    /// <summary>Whether an account may be called otherwise than the nick of who makes it.</summary>
    public bool CustomNames { get; init; } = true;

    /// <summary>The ways to log in that are offered to IRC clients (SASL), the best last; none: SASL is not offered.</summary>
    public ImmutableArray<string> Mechanisms { get; init; } = ["PLAIN", "EXTERNAL", "SCRAM-SHA-256"];

    /// <summary>Bytes of UTF-8 in a password, at least; 1 or more.</summary>
    public int MinPasswordBytes { get; init; } = 8;

    /// <summary>Bytes of UTF-8 in a password, at most.</summary>
    public int MaxPasswordBytes { get; init; } = 1000;

    /// <summary>Rounds of PBKDF2 for passwords from now on; at least 4,096 (RFC 7677, 4). Each verifier keeps its own.</summary>
    public int VerifierRounds { get; init; } = 600_000;

    /// <summary>
    /// Wrong passwords for one account in <see cref="WrongPasswordSeconds"/>, wherever they come from. Then none is looked at, but
    /// for those from an address from which somebody has logged in to it before. So many that nobody locks others out by the way.
    /// </summary>
    public int WrongPasswordsPerAccount { get; init; } = 200;

    /// <summary>Wrong passwords from one address in <see cref="WrongPasswordSeconds"/>, for whatever account.</summary>
    public int WrongPasswordsPerAddress { get; init; } = 10;

    /// <summary>The seconds in which wrong passwords are counted, from the first of them.</summary>
    public int WrongPasswordSeconds { get; init; } = 300;

    /// <summary>Accounts that people of one address may try to make in an hour.</summary>
    public int CreationsPerHour { get; init; } = 10;

    /// <summary>Passwords, for people and for programs, that people of one address may change or add in an hour.</summary>
    public int PasswordChangesPerHour { get; init; } = 30;

    /// <summary>Seconds that a SASL exchange may take.</summary>
    public int ExchangeSeconds { get; init; } = 60;
}
