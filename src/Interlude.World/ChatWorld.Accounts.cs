using System.Globalization;
using System.Text;
using Interlude.World.State;

namespace Interlude.World;

// What the commands about accounts have in common: whose a nick is, who uses an account, what opens it.
public sealed partial class ChatWorld
{
    private readonly Dictionary<AccountId, Account> _accounts = [];
    private readonly Dictionary<string, Account> _accountsByNick = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Account> _accountsByFingerprint = new(StringComparer.Ordinal);

    /// <summary>Most bytes of the name that an account gives to one of its passwords, and of an address.</summary>
    public const int MaxPasswordNameBytes = 64;

    /// <summary>Most bytes of an address: RFC 5321, 4.5.3.1.3, without the angle brackets.</summary>
    public const int MaxEmailBytes = 254;

    /// <summary>Whether a nick is one of the services': nobody takes it, with an account or without.</summary>
    public static bool IsService(Nick nick) => nick.Key is "nickserv" or "chanserv";

    private Account? Find(AccountId id) => _accounts.GetValueOrDefault(id);

    private Account? OwnerOf(Nick nick) => _accountsByNick.GetValueOrDefault(nick.Key);

    /// <summary>Why a user of that account, or of none, may not take a nick; null if it may.</summary>
    /// <param name="nick">The nick.</param>
    /// <param name="account">The account; null: none.</param>
    /// <param name="self">The user; null: it is yet to be one.</param>
    private Refusal? WhyNotTake(Nick nick, Account? account, User? self)
    {
        var holder = Find(nick);
        if (self is not null && holder == self)
        {
            return null;   // another spelling of what it has
        }

        var owner = _policy.KeepsNicks ? OwnerOf(nick) : null;
        return IsService(nick) || (owner is not null && owner != account) ? Refusal.NickReserved
            : holder is null || IsSquatter(holder, owner) ? null
            : Refusal.NickTaken;
    }

    // Logging out, or in to another account, changes no nick; so somebody may have one that is another's. It keeps it until
    // the owner wants it.
    private static bool IsSquatter(User holder, Account? owner) => owner is not null && holder.Account != owner;

    /// <summary>Gives another nick to who has one that its owner takes now; to be called where <see cref="WhyNotTake"/> is null.</summary>
    private void MakeRoom(Nick nick, User? self, List<Event> events)
    {
        if (Find(nick) is { } squatter && squatter != self)
        {
            Rename(squatter, GuestNick(), events);
        }
    }

    private Nick GuestNick()
    {
        for (var name = string.Create(CultureInfo.InvariantCulture, $"Guest{Sequence}"); ; name += "_")
        {
            if (Nick.TryCreate(Encoding.UTF8.GetBytes(name), out var nick, out _) && Find(nick) is null && OwnerOf(nick) is null)
            {
                return nick;
            }
        }
    }

    private static void SetAccount(User user, Account? account)
    {
        user.Account?.Users.Remove(user.Id.Sequence);
        user.Account = account;
        account?.Users.Add(user.Id.Sequence, user);
        user.Identity = user.Identity with { Account = account?.Identity };
    }

    /// <summary>The account that a login opens, or why it does not.</summary>
    private (Account? Account, Refusal Reason) Open(Login login)
    {
        var account = Find(login.Account);
        return account is null ? (null, Refusal.NoSuchAccount)
            : !Opens(account, login.Proof) ? (null, Refusal.ProofOutdated)
            : account.Suspension is not null ? (null, Refusal.AccountSuspended)
            : (account, default);
    }

    private static bool Opens(Account account, Text proof) => account.Verifier.Equals(proof)
        || account.Fingerprints.Contains(proof) || account.Passwords.Exists(password => password.Verifier.Equals(proof));

    /// <summary>Ends all sessions of a user, which leaves whatever its account says.</summary>
    private void Expel(User user, Departure departure, List<Event> events)
    {
        foreach (var session in user.Sessions.ToArray())
        {
            End(session, departure, events, mayStay: false);
        }

        if (_users.ContainsKey(user.Id))
        {
            Depart(user, departure, events);   // it had none
        }
    }

    private bool IsAlwaysOn(Account account) => _policy.AlwaysOn switch
    {
        AlwaysOnRule.Never => false,
        AlwaysOnRule.Always => true,
        AlwaysOnRule.OptIn => account.AlwaysOn == AlwaysOnChoice.On,
        _ => account.AlwaysOn != AlwaysOnChoice.Off,
    };

    /// <summary>A wish that may come from a session which is no user yet, or from a node for whoever runs it.</summary>
    private readonly record struct Asking(SessionId Id, Session? Session, Command Wish, List<Event> Events)
    {
        public User? User => Session?.User;

        public bool IsNode => Id == default;

        public Audience Asker => User is null ? Audience.Nobody : Only(User);

        public OperatorPowers Powers => IsNode ? OperatorPowers.All : Session?.Operator?.Powers ?? OperatorPowers.None;

        public void Report(Event happened) => Events.Add(happened);

        public void ReportChange(Account account, AccountChange change) =>
            Events.Add(new Event.AccountChanged(Asker, Id, account.Identity, change));

        public void Refuse(Refusal reason, Nick? nick = null, int limit = 0) =>
            Events.Add(new Event.Refused(Asker, Id, reason, Wish, nick, Limit: limit));
    }
}
