using System.Buffers;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>
/// The one ordered log of all nodes. An append lands at some time, or never, and is answered at some time, or never; the
/// two are independent but for what the answers promise: Appended has landed, Failed never will, and of a batch whose
/// outcome is Unknown a first try may still land behind its repetition.
/// </summary>
internal sealed class SimulatedLog(Setting setting, Chance chance)
{
    private readonly List<Try> _tries = [];
    private readonly HashSet<(Incarnation, long)> _landed = [];

    public List<Entry> Entries { get; } = [];

    /// <summary>While it stalls, nothing lands and nothing is answered.</summary>
    public bool IsStalled { get; set; }

    /// <summary>Whether appends may fail.</summary>
    public bool HasFaults { get; set; } = true;

    public bool IsIdle => _tries.Count == 0;

    public int Failures { get; private set; }

    public int Unknowns { get; private set; }

    /// <summary>Batches that the log holds twice.</summary>
    public int Duplicates { get; private set; }

    public void Append(SimulatedNode node, Batch batch)
    {
        // The log may say Failed only if no earlier try of the batch has landed or can still land.
        var incarnation = node.Incarnation;
        var mayFail = !_landed.Contains((incarnation, batch.Number))
            && !_tries.Exists(other => other.Incarnation == incarnation && other.Batch.Number == batch.Number);
        var drawn = chance.Below(100);
        var (result, lands) = (AppendResult.Appended, true);
        if (HasFaults && drawn < setting.UnknownPercent)
        {
            (result, lands) = (AppendResult.Unknown, chance.OneIn(2));
            Unknowns++;
        }
        else if (HasFaults && mayFail && drawn < setting.UnknownPercent + setting.FailurePercent)
        {
            (result, lands) = (AppendResult.Failed, false);
            Failures++;
        }

        _tries.Add(new Try(node, incarnation, batch, result) { HasYetToLand = lands, IsUnanswered = true });
    }

    /// <summary>Lets one thing happen, if there is any: a batch lands, or a node gets its answer.</summary>
    /// <returns>Whether anything happened.</returns>
    public bool Step()
    {
        if (_tries.Count == 0 || IsStalled)
        {
            return false;
        }

        var index = chance.Below(_tries.Count);
        var tried = _tries[index];
        if (tried.IsLate && !chance.OneIn(20))
        {
            return true;   // still to come
        }

        var canAnswer = tried.IsUnanswered && !(tried.Result == AppendResult.Appended && tried.HasYetToLand);
        if (tried.HasYetToLand && (!canAnswer || chance.OneIn(2)))
        {
            tried.HasYetToLand = false;
            Land(tried);
        }
        else if (canAnswer)
        {
            tried.IsUnanswered = false;
        }

        var isAnswer = canAnswer && !tried.IsUnanswered;
        if (!tried.HasYetToLand && !tried.IsUnanswered)
        {
            _tries.RemoveAt(index);
        }

        if (isAnswer)
        {
            tried.Node.Answer(tried.Incarnation, tried.Batch.Number, tried.Result);
        }

        return true;
    }

    /// <summary>Whether something that a life has asked for can still land.</summary>
    public bool IsAsked(Incarnation incarnation) => _tries.Exists(tried => tried.Incarnation == incarnation && tried.HasYetToLand);

    /// <summary>A life has ended: what it asked for may still land, perhaps long after the next one has begun.</summary>
    public void HoldBack(Incarnation incarnation)
    {
        foreach (var tried in _tries.Where(tried => tried.Incarnation == incarnation))
        {
            tried.IsLate = chance.Percent(70);
        }
    }

    private void Land(Try tried)
    {
        if (!_landed.Add((tried.Incarnation, tried.Batch.Number)))
        {
            if (!chance.Percent(setting.DuplicatePercent))
            {
                return;   // the log noticed that it has the batch
            }

            Duplicates++;
        }

        var time = Entries.Count == 0 ? tried.Batch.Time : Timestamp.Later(Entries[^1].Time, tried.Batch.Time);
        foreach (var wish in tried.Batch.Wishes)
        {
            Entries.Add(ThroughBytes(new Entry(Entries.Count + 1, time, ChatWorld.NewestRules, wish)));
        }
    }

    // As a journal on disk would give it back.
    private static Entry ThroughBytes(Entry entry)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EntryCodec.Write(bytes, [entry]);
        var read = EntryCodec.Read(bytes.WrittenSpan)[0];
        var again = new ArrayBufferWriter<byte>();
        EntryCodec.Write(again, [read]);
        Hold.That(
            read.Time == entry.Time && again.WrittenSpan.SequenceEqual(bytes.WrittenSpan),
            "The log gives back what it was given.",
            () => $"{entry} became {read}");
        return read;
    }

    private sealed class Try(SimulatedNode node, Incarnation incarnation, Batch batch, AppendResult result)
    {
        public SimulatedNode Node => node;

        public Incarnation Incarnation => incarnation;

        public Batch Batch => batch;

        public AppendResult Result => result;

        public bool HasYetToLand { get; set; }

        public bool IsUnanswered { get; set; }

        public bool IsLate { get; set; }
    }
}
