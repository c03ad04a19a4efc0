using System.Buffers;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>
/// What has been added to history and is not in its file yet. It can be read all the same: so nobody waits for a device, and
/// reading goes on while it is full.
/// </summary>
/// <remarks>Filled and emptied by the follower's thread, read by any.</remarks>
internal sealed class HistorySlice
{
    // Lists that are kept for the next slice: those of as many streams as talk at a time on a busy server.
    private const int MaxSpare = 512;
    private const int MaxSpareRows = 32 * 1024;   // for which those have room, all together

    private const int BytesAround = 64;   // what a row costs beside its bytes, about

    private readonly Lock _lock = new();
    private readonly Dictionary<HistoryStream, List<HistoryRow>> _streams = [];
    private readonly Stack<List<HistoryRow>> _spare = [];
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The first entry of which something is here, and its time; null: nothing is.</summary>
    public (long Sequence, long Time)? First { get; private set; }

    /// <summary>How many rows it is: of an event, one for each conversation that keeps it.</summary>
    public long Rows { get; private set; }

    /// <summary>About how many bytes those are in the file.</summary>
    public long Bytes { get; private set; }

    /// <summary>All of it, for the thread that fills it.</summary>
    public IReadOnlyDictionary<HistoryStream, List<HistoryRow>> Streams => _streams;

    /// <summary>Takes an event that is kept.</summary>
    public void Add(long sequence, int index, long time, Event happened)
    {
        _bytes.ResetWrittenCount();
        EventCodec.Write(_bytes, happened);
        var row = new HistoryRow(sequence, index, time, _bytes.WrittenSpan.ToArray());
        var what = HistoryItem.KindOf(happened);
        First ??= (sequence, time);
        Rows += happened.KeptIn.Length;
        Bytes += (long)happened.KeptIn.Length * (row.Event.Length + BytesAround);
        lock (_lock)
        {
            foreach (var conversation in happened.KeptIn)
            {
                var stream = HistoryStream.Of(conversation, what);
                if (!_streams.TryGetValue(stream, out var rows))
                {
                    _streams.Add(stream, rows = _spare.TryPop(out var spare) ? spare : []);
                }

                rows.Add(row);
            }
        }
    }

    /// <summary>What was added is in the file.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            var room = MaxSpareRows - _spare.Sum(rows => rows.Capacity);
            foreach (var rows in _streams.Values)
            {
                if (_spare.Count < MaxSpare && rows.Capacity <= room)
                {
                    room -= rows.Capacity;
                    rows.Clear();
                    _spare.Push(rows);
                }
            }

            _streams.Clear();
        }

        (First, Rows, Bytes) = (null, 0, 0);
    }

    /// <summary>Adds the rows of a stream that fit.</summary>
    public void Read(HistoryStream stream, Predicate<HistoryRow> fits, List<HistoryRow> rows)
    {
        lock (_lock)
        {
            if (_streams.TryGetValue(stream, out var all))
            {
                rows.AddRange(all.Where(row => fits(row)).Select(row => row with { Place = stream.Place }));
            }
        }
    }

    /// <summary>With whom somebody has talked: those alone of whom something is here.</summary>
    public IReadOnlyList<string> PartnersOf(long owner)
    {
        lock (_lock)
        {
            return
            [
                .. _streams.Keys.Where(stream => stream is { Kind: HistoryStream.Private, What: HistoryKinds.Messages } && stream.Owner == owner)
                    .Select(stream => stream.Nick),
            ];
        }
    }
}
