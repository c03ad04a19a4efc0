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

    /// <summary>What the nicks that are its own fold to.</summary>
    public HashSet<int> Nicks { get; } = [Spellings.NickKey(name)];
}

/// <summary>
/// Who has which account, and which nicks are whose. Each user has one device at most, and none stays without: so the policies of
/// a simulation have it.
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
    public bool TryApply(SessionId session, ReferenceUser? user, Command command, List<Happening> happened)
    {
        switch (command)
        {
            case Command.CreateAccount wish:
                Create(session, user, wish, happened);
                return true;
            case Command.LogIn wish:
                LogIn(session, user, wish, happened);
                return true;
            case Command.LogOut when user is { Account: not null }:
                Set(user, null, happened);
                return true;
            case Command.ChangeVerifier wish when user?.Account is { } own && own.Id == wish.Account.Sequence:
                own.Verifier = wish.Verifier.ToString();
                return true;
            case Command.DeleteAccount wish when user?.Account is { } own && own.Id == wish.Account.Sequence:
                Delete(own, happened);
                return true;
            case Command.GroupNick wish when user?.Account is { } own:
                Group(session, user, own, wish, happened);
                return true;
            case Command.LogOut or Command.ChangeVerifier or Command.DeleteAccount or Command.GroupNick:
                Refuse(session, happened);
                return true;
            default:
                return false;
        }
    }

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

    private void LogIn(SessionId session, ReferenceUser? user, Command.LogIn wish, List<Happening> happened)
    {
        if (Find(wish.Login) is not { } account
            || (wish.ComesHome && world.Users.Exists(other => other != user && other.Account == account && account.Nicks.Contains(other.Key)) && user is not null))
        {
            Refuse(session, happened);
            return;
        }

        if (user is null)
        {
            return;
        }

        Set(user, account, happened);
        if (wish.ComesHome && !account.Nicks.Contains(user.Key) && Barrier(account.Name, account, user) == (false, false))
        {
            MakeRoom(account.Name, user, happened);
            world.Rename(user, account.Name, happened);
        }
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
        }
        else
        {
            own.Nicks.Remove(key);
        }
    }

    private void Delete(ReferenceAccount account, List<Happening> happened)
    {
        foreach (var user in world.Users.Where(user => user.Account == account).OrderBy(user => user.Id).ToList())
        {
            Set(user, null, happened);
        }

        _all.Remove(account);
    }
}
