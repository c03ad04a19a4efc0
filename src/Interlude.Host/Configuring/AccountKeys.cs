using System.Collections.Immutable;
using Interlude.Host.Passwords;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>The keys of <c>accounts</c>.</summary>
internal static class AccountKeys
{
    private const int Hour = 3600;

    private static readonly ImmutableArray<(string Word, AlwaysOnRule Rule)> Rules =
    [
        ("never", AlwaysOnRule.Never), ("opt-in", AlwaysOnRule.OptIn), ("opt-out", AlwaysOnRule.OptOut), ("always", AlwaysOnRule.Always),
    ];

    private static readonly ImmutableArray<string> Mechanisms = ["PLAIN", "EXTERNAL", "SCRAM-SHA-256"];

    public static IEnumerable<ConfigurationKey> All() => [.. OfMaking(), .. OfPasswords(), .. OfUse()];

    private static ConfigurationKey[] OfMaking() =>
    [
        new SwitchKey(
            "accounts.register", "Whether people may make accounts themselves (REGISTER, NickServ, /register). Without this, interlude account add makes them.",
            c => c.Accounts.MayRegister, (c, isOn) => c with { Accounts = c.Accounts with { MayRegister = isOn } }),
        new SwitchKey(
            "accounts.beforeConnect", "Whether IRC clients may make one before they have registered. Not where server.password is set.",
            c => c.Accounts.BeforeConnect, (c, isOn) => c with { Accounts = c.Accounts with { BeforeConnect = isOn } }),
        new TextKey(
            "accounts.email", "Whether an account needs an e-mail address. It is kept for the operators; nothing is sent there.",
            "none or required",
            c => c.Accounts.NeedsEmail ? "required" : "none",
            (c, text) => text is "none" or "required" ? c with { Accounts = c.Accounts with { NeedsEmail = text == "required" } } : null),
        new SwitchKey(
            "accounts.customNames", "Whether an account may be called otherwise than the nick of who makes it.",
            c => c.Accounts.CustomNames, (c, isOn) => c with { Accounts = c.Accounts with { CustomNames = isOn } }),
        Server("creationsPerHour", "Accounts that people of one address (IPv6: one /64) may try to make in an hour.", "accounts", 0, 10_000, a => a.CreationsPerHour, (a, n) => a with { CreationsPerHour = n }),
        Server("passwordChangesPerHour", "Passwords that people of one address (IPv6: one /64) may change, or add for programs, in an hour.", "passwords", 0, 10_000, a => a.PasswordChangesPerHour, (a, n) => a with { PasswordChangesPerHour = n }),
        World("most", "Accounts in all.", "accounts", 0, 1_000_000, p => p.MaxAccounts, (p, n) => p with { MaxAccounts = n }),
        World("nicks", "Nicks that are one account's own, its name among them.", "nicks", 1, 1000, p => p.MaxNicksPerAccount, (p, n) => p with { MaxNicksPerAccount = n }),
        World("passwords", "Passwords for programs that one account may have, and client certificates, each.", "passwords", 0, 1000, p => p.MaxPasswordsPerAccount, (p, n) => p with { MaxPasswordsPerAccount = n }),
    ];

    private static ConfigurationKey[] OfPasswords() =>
    [
        new ListKey<string>(
            "accounts.sasl", "The ways to log in that IRC clients are offered; with an empty list sasl is not offered.",
            "one of PLAIN, EXTERNAL, SCRAM-SHA-256",
            c => c.Accounts.Mechanisms, text => Mechanisms.Contains(text, StringComparer.Ordinal) ? text : null,
            (c, mechanisms) => c with { Accounts = c.Accounts with { Mechanisms = [.. mechanisms.Distinct(StringComparer.Ordinal)] } }),
        Server("minPasswordBytes", "Length of a new password, at least.", "bytes", 1, 1000, a => a.MinPasswordBytes, (a, n) => a with { MinPasswordBytes = n }),
        Server("rounds", "Rounds of PBKDF2-SHA-256 for new passwords: the more, the slower for who tries many, and for this server. Each password keeps its own.", "rounds", PasswordVerifier.LeastRounds, PasswordVerifier.MostRounds, a => a.VerifierRounds, (a, n) => a with { VerifierRounds = n }),
        Server("wrongPasswords", "Wrong passwords for one account in accounts.wrongPasswordSeconds. Then none is looked at, but for those from an address from which somebody has logged in to it before.", "passwords", 1, 10_000, a => a.WrongPasswordsPerAccount, (a, n) => a with { WrongPasswordsPerAccount = n }),
        Server("wrongPasswordsPerAddress", "Wrong passwords from one address (IPv6: one /64) in accounts.wrongPasswordSeconds. Then none is looked at.", "passwords", 1, 10_000, a => a.WrongPasswordsPerAddress, (a, n) => a with { WrongPasswordsPerAddress = n }),
        Server("wrongPasswordSeconds", "The time in which wrong passwords are counted.", "seconds", 1, 24 * Hour, a => a.WrongPasswordSeconds, (a, n) => a with { WrongPasswordSeconds = n }),
        Server("saslSeconds", "How long a SASL exchange may take.", "seconds", 1, Hour, a => a.ExchangeSeconds, (a, n) => a with { ExchangeSeconds = n }),
    ];

    private static ConfigurationKey[] OfUse() =>
    [
        new SwitchKey(
            "accounts.keepNicks", "Whether only its owner may use a nick of an account.",
            c => c.Policy.KeepsNicks, (c, isOn) => c with { Policy = c.Policy with { KeepsNicks = isOn } }),
        World("devices", "Clients of one account under one nick at a time.", "clients", 1, 1000, p => p.MaxSessionsPerUser, (p, n) => p with { MaxSessionsPerUser = n }),
        new TextKey(
            "accounts.alwaysOn", "Whether somebody with an account stays when the last client has gone: never, if the account says so (opt-in), unless it says otherwise (opt-out), or always.",
            "never, opt-in, opt-out or always",
            c => Rules.First(rule => rule.Rule == c.Policy.AlwaysOn).Word,
            (c, text) => Rules.FirstOrDefault(rule => rule.Word == text) is { Word: not null } chosen
                ? c with { Policy = c.Policy with { AlwaysOn = chosen.Rule } }
                : null),
        World("alwaysOnUsers", "People without a client who may be there at a time. One more leaves with the last client.", "users", 0, 1_000_000, p => p.MaxUsersAlone, (p, n) => p with { MaxUsersAlone = n }),
        World("alwaysOnHours", "How long somebody stays without a client.", "hours", 1, 87_600, p => p.AloneHours, (p, n) => p with { AloneHours = n }),
    ];

    private static NumberKey Server(
        string name, string meaning, string unit, int least, int most,
        Func<AccountOptions, int> get, Func<AccountOptions, int, AccountOptions> set) =>
        new($"accounts.{name}", meaning, least, most, c => get(c.Accounts), (c, n) => c with { Accounts = set(c.Accounts, n) }) { Unit = unit };

    private static NumberKey World(
        string name, string meaning, string unit, int least, int most,
        Func<WorldPolicy, int> get, Func<WorldPolicy, int, WorldPolicy> set) =>
        new($"accounts.{name}", meaning, least, most, c => get(c.Policy), (c, n) => c with { Policy = set(c.Policy, n) }) { Unit = unit };
}
