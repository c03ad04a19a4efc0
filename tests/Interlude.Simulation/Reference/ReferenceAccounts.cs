using System.Globalization;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>An account as the reference knows it.</summary>
internal sealed class ReferenceAccount(long id, string name, string verifier)
{
    public long Id => id;

    public string Name => name;

    public string Verifier { get; set; } = verifier;

    public AlwaysOnChoice AlwaysOn { get; set; }

    /// <summary>What the nicks that are its own fold to.</summary>
    public HashSet<int> Nicks { get; } = [Spellings.NickKey(name)];
}

/// <summary>
/// Who has which account, which nicks are whose, and who stays without a device.
/// </summary>
internal sealed class ReferenceAccounts(ReferenceWorld world)
{
    private readonly List<ReferenceAccount> _all = [];

    public IReadOnlyList<ReferenceAccount> All => _all;

    public ReferenceAccount? OwnerOf(int nick) => _all.Find(account => account.Nicks.Contains(nick));

    /// <summary>The account that a login opens; null: none.</summary>
    public ReferenceAccount? Find(Login login) =>
        _all.Find(account => account.Id == login.Account.Sequence && account.Verifier == login.Proof.ToString());

    /// <summary>Whether the nick is kept for somebody else; and if not, whether somebody has it who need not make room.</summary>
    public (bool IsReserved, bool IsTaken) Barrier(string nick, ReferenceAccount? account, ReferenceUser? self)
    {
        var (owner, holder) = (OwnerOf(Spellings.NickKey(nick)), world.Find(nick));
        return holder is not null && holder == self ? (false, false)
            : owner is not null && owner != account ? (true, false)
            : (false, holder is not null && !(owner is not null && holder.Account != owner));
    }

    /// <summary>Whoever has a nick that its owner takes goes by another.</summary>
    public void MakeRoom(string nick, ReferenceUser? self, List<Happening> happened)
    {
        if (world.Find(nick) is { } holder && holder != self)
        {
            world.Rename(holder, string.Create(CultureInfo.InvariantCulture, $"Guest{world.Sequence}"), happened);
        }
    }

    /// <summary>A wish about accounts, of a session that may be nobody's yet.</summary>
    /// <returns>Whether it was one.</returns>
    public bool TryApply(SessionId id, ReferenceSession? session, Command command, List<Happening> happened)
    {
        var user = session?.User;
        switch (command)
        {
            case Command.CreateAccount wish:
                Create(id, user, wish, happened);
                return true;
            case Command.LogIn wish:
                LogIn(id, session, wish, happened);
                return true;
            case Command.LogOut when user is { Account: not null, Sessions.Count: 1 }:
                Set(user, null, happened);
                return true;
            case Command.ChooseAlwaysOn wish when user?.Account is { } own && world.Policy.AlwaysOn is AlwaysOnRule.OptIn or AlwaysOnRule.OptOut:
                own.AlwaysOn = wish.Choice;
                SayChanged(id, user, happened);
                SendOffThoseAlone(happened);
                return true;
            case Command.ChangeVerifier wish when user?.Account is { } own && own.Id == wish.Account.Sequence:
                own.Verifier = wish.Verifier.ToString();
                SayChanged(id, user, happened);
                return true;
            case Command.DeleteAccount wish when user?.Account is { } own && own.Id == wish.Account.Sequence:
                SayChanged(id, user, happened);
                Delete(own, session!, happened);
                return true;
            case Command.GroupNick wish when user?.Account is { } own:
                Group(id, user, own, wish, happened);
                return true;
            case Command.LogOut or Command.ChangeVerifier or Command.DeleteAccount or Command.GroupNick or Command.ChooseAlwaysOn:
                Refuse(id, happened);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a user whose last device has gone stays: under a nick of its account, and one for each.</summary>
    public bool MayStayAlone(ReferenceUser user) => user.Account is { } account && IsAlwaysOn(account) && account.Nicks.Contains(user.Key)
        && world.Alone.Count() < world.Policy.MaxUsersAlone
        && !world.Users.Exists(other => other != user && other.Account == account && other.Sessions.Count == 0);

    /// <summary>Who stays by a rule or a choice that holds no longer leaves.</summary>
    public void SendOffThoseAlone(List<Happening> happened)
    {
        foreach (var user in world.Users.Where(user => user.AloneSince is not null && !IsAlwaysOn(user.Account!)).OrderBy(user => user.Id).ToList())
        {
            world.Depart(user, "no longer always on", isOwnWish: false, happened);
        }
    }

    private bool IsAlwaysOn(ReferenceAccount account) => world.Policy.AlwaysOn == AlwaysOnRule.Always
        || (world.Policy.AlwaysOn == AlwaysOnRule.OptIn && account.AlwaysOn == AlwaysOnChoice.On)
        || (world.Policy.AlwaysOn == AlwaysOnRule.OptOut && account.AlwaysOn != AlwaysOnChoice.Off);

    private static void SayChanged(SessionId session, ReferenceUser user, List<Happening> happened) =>
        happened.Add(new Happening(What.AccountChanged, [user]) { Session = session, Actor = user });

    private static void Refuse(SessionId session, List<Happening> happened) =>
        happened.Add(new Happening(What.Refused, []) { Session = session, Refusal = "* (accounts)" });

    private static void Set(ReferenceUser user, ReferenceAccount? account, List<Happening> happened, ReferenceWorld world)
    {
        if (user.Account == account)
        {
            return;
        }

        var peers = ReferenceWorld.PeersOf(user);
        happened.Add(new Happening(What.AccountSet, peers)
        {
            Actor = user,
            ActorNick = user.Nick,
            ActorSource = user.Source,
            Text = account?.Name ?? "*",
            Watchers = world.WatchersOf(user.Key, peers),
        });
        user.Account = account;
    }

    private void Set(ReferenceUser user, ReferenceAccount? account, List<Happening> happened) => Set(user, account, happened, world);

    private void Create(SessionId session, ReferenceUser? user, Command.CreateAccount wish, List<Happening> happened)
    {
        var name = wish.Name.Value;
        if (user?.Account is not null || OwnerOf(Spellings.NickKey(name)) is not null || (world.Find(name) is { } holder && holder != user))
        {
            Refuse(session, happened);
            return;
        }

        var account = new ReferenceAccount(world.Sequence, name, wish.Verifier.ToString());
        _all.Add(account);
        if (user is not null)
        {
            Set(user, account, happened);
        }
    }

    private void LogIn(SessionId id, ReferenceSession? session, Command.LogIn wish, List<Happening> happened)
    {
        var (account, user) = (Find(wish.Login), session?.User);
        var isHome = user?.Account == account && account?.Nicks.Contains(user!.Key) == true;
        var home = wish.ComesHome && user is not null && !isHome
            ? world.Users.Where(other => other != user && other.Account == account && account?.Nicks.Contains(other.Key) == true).MinBy(other => other.Id)
            : null;
        if (account is null || (user is { Sessions.Count: > 1 } && user.Account != account) || home?.Sessions.Count >= world.Policy.MaxSessionsPerUser)
        {
            Refuse(id, happened);
            return;
        }

        if (user is null)
        {
            happened.Add(new Happening(What.LoggedIn, []) { Session = id, Text = account.Name });
            return;
        }

        if (home is not null)
        {
            if (user.Account != account)
            {
                happened.Add(new Happening(What.AccountSet, [user]) { Session = id, Actor = user, ActorNick = user.Nick, ActorSource = user.Source, Text = account.Name });
            }

            Move(session!, home, happened);
            return;
        }

        Set(user, account, happened);
        if (wish.ComesHome && !account.Nicks.Contains(user.Key) && Barrier(account.Name, account, user) == (false, false))
        {
            MakeRoom(account.Name, user, happened);
            world.Rename(user, account.Name, happened);
        }
    }

    // A device comes to another user, and the one that it was of leaves, if it has no other.
    private void Move(ReferenceSession session, ReferenceUser home, List<Happening> happened)
    {
        var from = session.User;
        var moved = new Happening(What.Moved, [home])
        {
            Session = session.Id,
            Actor = home,
            ActorSource = from.Source,
            ActorNick = home.Nick,
            Left = [.. from.Channels.Select(channel => channel.Name)],
            WasAlone = home.AloneSince is not null,
        };
        var before = from.Away;
        from.Sessions.Remove(session);
        if (from.Sessions.Count == 0)
        {
            world.Depart(from, $"Identified as {home.Nick}", isOwnWish: false, happened);
        }
        else
        {
            world.ReportAway(from, before, happened);
        }

        session.User = home;
        happened.Add(moved);
        world.Attach(session, happened);
    }

    private void Group(SessionId session, ReferenceUser user, ReferenceAccount own, Command.GroupNick wish, List<Happening> happened)
    {
        var key = Spellings.NickKey(wish.Nick.Value);
        var may = wish.IsGrouped
            ? OwnerOf(key) is null && (world.Find(wish.Nick.Value) is not { } holder || holder.Account == user.Account) && own.Nicks.Count < world.Policy.MaxNicksPerAccount
            : own.Nicks.Contains(key) && key != Spellings.NickKey(own.Name);
        if (!may)
        {
            Refuse(session, happened);
        }
        else if (wish.IsGrouped)
        {
            own.Nicks.Add(key);
            SayChanged(session, user, happened);
        }
        else
        {
            own.Nicks.Remove(key);
            if (world.Find(wish.Nick.Value) is { Sessions.Count: 0 } alone)
            {
                world.Depart(alone, "nick is its account's no longer", isOwnWish: false, happened);
            }

            SayChanged(session, user, happened);
        }
    }

    // Without the account, who is on the other devices need not be the same person.
    private void Delete(ReferenceAccount account, ReferenceSession asking, List<Happening> happened)
    {
        foreach (var user in world.Users.Where(user => user.Account == account).OrderBy(user => user.Id).ToList())
        {
            var kept = user.Sessions.Contains(asking) ? asking : user.Sessions.FirstOrDefault();
            foreach (var session in user.Sessions.Where(session => session != kept).ToList())
            {
                world.End(session, "account deleted", isOwnWish: false, happened);
            }

            Set(user, null, happened);
            if (user.Sessions.Count == 0)
            {
                world.Depart(user, "account deleted", isOwnWish: false, happened);
            }
        }

        _all.Remove(account);
    }
}
