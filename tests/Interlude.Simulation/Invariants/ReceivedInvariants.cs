using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>What peers of a node have received of what people said: whatever dies, it can be read again, and nothing else can.</summary>
internal sealed class ReceivedInvariants
{
    private readonly SortedSet<long> _received = [];   // the entries of which somebody was sent the text

    /// <summary>How many of them there are.</summary>
    public int Count => _received.Count;

    /// <summary>Bytes go out to peers.</summary>
    /// <param name="entry">The entry that was just applied.</param>
    /// <param name="bytes">Lines.</param>
    public void Sent(Entry entry, ReadOnlySpan<byte> bytes)
    {
        if (Said(entry) is { } speech && MarkerOf(speech.Text.Utf8.Span) is { IsEmpty: false } marker && bytes.IndexOf(marker) >= 0)
        {
            _received.Add(entry.Sequence);
        }
    }

    /// <param name="archive">History as it was made from the log anew.</param>
    /// <param name="entries">The log.</param>
    public void What_was_received_is_in_the_history(SimulatedArchive archive, IReadOnlyList<Entry> entries)
    {
        var kept = archive.History.All.Where(item => item.Event is Event.Said or Event.Told).ToLookup(item => item.Sequence);
        foreach (var sequence in _received)
        {
            var said = Said(entries[(int)sequence - 1])!;
            Hold.That(
                kept[sequence].Any(item => SpeechOf(item.Event).Equals(said.Text)),
                "Whatever anybody has received is in the history after a crash.",
                () => $"not entry {sequence}: {said.Text}");
        }

        foreach (var item in kept.SelectMany(items => items))
        {
            Hold.That(
                Said(entries[(int)item.Sequence - 1]) is { } said && said.Text.Equals(SpeechOf(item.Event)),
                "Nothing is in the history that nobody said.",
                () => $"{item.Sequence}-{item.Index}: {item.Event}");
        }
    }

    private static Text SpeechOf(Event happened) => happened is Event.Said said ? said.Speech.Text : ((Event.Told)happened).Speech.Text;

    // What is of the moment is not kept.
    private static Speech? Said(Entry entry) => entry.Wish.Command switch
    {
        Command.Say { Speech: { IsTransient: false, Form: not TextKind.Ctcp } speech } => speech,
        Command.Tell { Speech: { IsTransient: false, Form: not TextKind.Ctcp } speech } => speech,
        _ => null,
    };

    // Each text has a counter between two tildes, and no other text has the same.
    private static ReadOnlySpan<byte> MarkerOf(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOf((byte)'~');
        var length = start < 0 ? -1 : text[(start + 1)..].IndexOf((byte)'~');
        return length < 0 ? default : text.Slice(start, length + 2);
    }
}
