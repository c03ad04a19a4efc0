using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>
/// What must hold of history, by who heard what: not by the conversations in which the world keeps it, but by whom it was
/// told live. A log is played, and at its end everybody who is there reads everything that may be read.
/// </summary>
internal sealed class HistoryInvariants
{
    private const HistoryKinds All = HistoryKinds.Messages | HistoryKinds.Tags | HistoryKinds.Changes;

    private readonly ChatWorld _world = new();
    private readonly MemoryArchive _archive = new();
    private readonly Dictionary<Keeper, HashSet<(long, int)>> _heard = [];
    private readonly List<Heard> _said = [];
    private readonly Chance _chance;

    private HistoryInvariants(Chance chance) => _chance = chance;

    /// <summary>How many lines were read.</summary>
    private int Read { get; set; }

    /// <summary>Plays a log and lets everybody read.</summary>
    /// <returns>How many lines were read: that there were any is for the caller to see.</returns>
    public static int Check(IReadOnlyList<Entry> entries, Chance chance)
    {
        var check = new HistoryInvariants(chance);
        var events = new List<Event>();
        foreach (var entry in entries)
        {
            events.Clear();
            check._world.Apply(entry, events);
            check._archive.Add(entry.Sequence, check._world.Time, events);
            check.Hear(entry.Sequence, events);
        }

        foreach (var user in check._world.SeenWhole().Users())
        {
            check.ReadAll(user);
        }

        return check.Read;
    }

    private void Hear(long sequence, List<Event> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            var happened = events[index];
            if (happened is Event.Said { Speech: var said } && !said.IsTransient && said.Form != TextKind.Ctcp
                || happened is Event.Told { Speech: var told } && !told.IsTransient && told.Form != TextKind.Ctcp)
            {
                _said.Add(new Heard(sequence, index, happened));
            }

            foreach (var id in happened.Audience.Users)
            {
                Heard(new Keeper(IsAccount: false, id.Sequence), sequence, index);
                if (_world.SeenWhole().Find(id)?.Identity.Account is { } account)
                {
                    Heard(new Keeper(IsAccount: true, account.Id.Sequence), sequence, index);
                }
            }
        }

        void Heard(Keeper keeper, long at, int number)
        {
            if (!_heard.TryGetValue(keeper, out var places))
            {
                _heard.Add(keeper, places = []);
            }

            places.Add((at, number));
        }
    }

    private void ReadAll(UserView user)
    {
        var view = _world.SeenBy(user.Identity.Id);
        foreach (var name in view.Viewer!.Channels)
        {
            ReadChannel(user, view.Find(name)!, view.Keepers);
        }

        Keeper[] mine = [OfUser(user.Identity), KeeperOf(user.Identity)];
        var own = _said.Where(said => said.Event is Event.Told told && (mine.Contains(KeeperOf(told.User)) || mine.Contains(KeeperOf(told.Target)))).ToList();
        var partners = own.SelectMany(said => (Nick[])[((Event.Told)said.Event).User.Nick, ((Event.Told)said.Event).Target.Nick])
            .DistinctBy(nick => nick.Key, StringComparer.Ordinal).ToList();
        var told = new HashSet<(long, int)>();
        foreach (var nick in partners)
        {
            foreach (var item in Pages([.. view.HistoryWith(nick)]))
            {
                told.Add((item.Sequence, item.Index));
                Hold.That(
                    mine.Any(keeper => HasHeard(keeper, item.Sequence, item.Index)),
                    "Nobody reads what was told between others.",
                    () => $"{user.Identity.Nick} reads {item.Sequence}-{item.Index}: {item.Event}");
            }
        }

        foreach (var said in own)
        {
            Hold.That(
                told.Contains((said.Sequence, said.Index)),
                "What somebody told or was told can be read again, by whoever uses the account that it used.",
                () => $"{user.Identity.Nick} does not find {said.Sequence}-{said.Index}: {said.Event}");
        }
    }

    private void ReadChannel(UserView user, ChannelView channel, IReadOnlyList<Keeper> keepers)
    {
        var parts = channel.History;
        var joinedAt = parts.First(part => part.Conversation is Conversation.Aside).From;
        var own = new Keeper(IsAccount: false, user.Identity.Id.Sequence);
        var items = Pages(parts);
        // By which rank it came, it was told in another way than others.
        foreach (var item in items.Where(item => item.Sequence > joinedAt))
        {
            // What another user of its account has done is its account's doing.
            var isOwn = item.Event.KeptIn.Any(kept => kept is Conversation.Aside aside && keepers.Contains(aside.Keeper));
            Hold.That(
                HasHeard(own, item.Sequence, item.Index) || (isOwn && keepers.Any(keeper => HasHeard(keeper, item.Sequence, item.Index))),
                "Nobody reads what he could not see when it happened.",
                () => $"{user.Identity.Nick} reads on {channel.Name} {item.Sequence}-{item.Index}: {item.Event}");
        }

        var found = items.Select(item => (item.Sequence, item.Index)).ToHashSet();
        foreach (var said in _said.Where(said => said.Sequence >= joinedAt && HasHeard(own, said.Sequence, said.Index)
            && said.Event.KeptIn.Any(kept => kept is Conversation.OfChannel place && place.Id == channel.Id)))
        {
            var isForAll = said.Event.KeptIn is [Conversation.OfChannel { Least: Ranks.None }];
            var isOwn = ((Event.Said)said.Event).User is { } speaker && speaker.Id == user.Identity.Id
                && said.Event.KeptIn.OfType<Conversation.Aside>().Any(aside => parts.Any(part => part.Conversation.Equals(aside)));
            Hold.That(
                !(isForAll || isOwn) || found.Contains((said.Sequence, said.Index)),
                "What somebody heard since joining can be read again.",
                () => $"{user.Identity.Nick} does not find on {channel.Name} {said.Sequence}-{said.Index}: {said.Event}");
        }
    }

    /// <summary>All that may be read, in pages of any size from either end, which must meet.</summary>
    private List<HistoryItem> Pages(IReadOnlyList<HistoryPart> parts)
    {
        var query = new HistoryQuery { Parts = [.. parts], Kinds = All, Limit = _chance.Between(1, 7), AsOf = _world.Sequence };
        var (forwards, backwards) = (new List<HistoryItem>(), new List<HistoryItem>());
        for (var page = _archive.Read(query); !page.Items.IsEmpty; page = _archive.Read(query with { After = At(page.Items[^1]) }))
        {
            forwards.AddRange(page.Items);
        }

        query = query with { IsFromEnd = true, Limit = _chance.Between(1, 7) };
        for (var page = _archive.Read(query); !page.Items.IsEmpty; page = _archive.Read(query with { Before = At(page.Items[0]) }))
        {
            backwards.InsertRange(0, page.Items);
        }

        Hold.That(
            forwards.SequenceEqual(backwards) && forwards.Zip(forwards.Skip(1)).All(pair => IsBefore(pair.First, pair.Second)),
            "Pages meet without a gap and hold nothing twice.",
            () => $"{forwards.Count} items from the front, {backwards.Count} from the end");
        Read += forwards.Count;
        return forwards;

        static HistoryBound At(HistoryItem item) => HistoryBound.At(item.Sequence, item.Index);

        static bool IsBefore(HistoryItem first, HistoryItem second) => (first.Sequence, first.Index).CompareTo((second.Sequence, second.Index)) < 0;
    }

    // Not as the world has it: that is what is asked.
    private static Keeper OfUser(Identity user) => new(IsAccount: false, user.Id.Sequence);

    private static Keeper KeeperOf(Identity user) => user.Account is { } account ? new(IsAccount: true, account.Id.Sequence) : OfUser(user);

    private bool HasHeard(Keeper keeper, long sequence, int index) => _heard.TryGetValue(keeper, out var places) && places.Contains((sequence, index));

    private sealed record Heard(long Sequence, int Index, Event Event);
}
