using System.Buffers;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>
/// Events of a stream that follow each other there, together in the file: so a slice costs about a row for each stream that it brings
/// something to, not one for each event.
/// </summary>
/// <remarks>
/// <code>
/// item.sequence number time                   ; of the first
/// run.event = *byte                           ; of all, one after the other
/// run.rest  = *(length sequence number time)  ; of each but the first
/// </code>
/// In <c>rest</c> is how long the event before this one is, by how many entries and milliseconds this one is behind it, and which of its
/// entry's events it is: unsigned, seven bits to a byte, the low ones first, the eighth where more follow.
/// </remarks>
internal sealed class HistoryRun
{
    /// <summary>What a query asks for, from <see cref="Source"/>.</summary>
    public const string Columns = "item.sequence, item.number, item.time, coalesce(run.event, item.event), coalesce(run.rest, x'')";

    /// <summary>The items and their runs.</summary>
    public const string Source = "item LEFT JOIN run ON run.id = item.run";

    // Who asks for the last alone reads it whole, and whoever removes some of it writes the rest again.
    private const int MaxBytes = 8192;

    // What stands on a page is not cut by SQLite, so one that needs more than half of it would have it for itself: three share one.
    private const int BytesOfPage = 4054;
    private const int ThirdOfPage = 1340;

    private const int MaxBytesOfRest = 40;   // of one event; most need few
    private const int BytesOfRest = 5;

    private readonly ArrayBufferWriter<byte> _rest = new();
    private readonly ArrayBufferWriter<byte> _events = new();

    /// <summary>Of those after the first, where they are; until the next call.</summary>
    public ReadOnlySpan<byte> Rest => _rest.WrittenSpan;

    /// <summary>All events; until the next call.</summary>
    public ReadOnlySpan<byte> Events => _events.WrittenSpan;

    /// <summary>Makes a run of as many as it may have.</summary>
    /// <param name="rows">Of one stream, in order; at least one.</param>
    /// <returns>How many those are: at least one.</returns>
    public int Take(ReadOnlySpan<HistoryRow> rows)
    {
        _rest.ResetWrittenCount();
        _events.ResetWrittenCount();
        _events.Write(rows[0].Event.Span);
        var most = MostBytes(rows);
        var taken = 1;
        for (; taken < rows.Length && _rest.WrittenCount + _events.WrittenCount + rows[taken].Event.Length + BytesOfRest <= most; taken++)
        {
            ref readonly var before = ref rows[taken - 1];
            ref readonly var row = ref rows[taken];
            var rest = _rest.GetSpan(MaxBytesOfRest);
            var length = 0;
            Write(rest, ref length, before.Event.Length);
            Write(rest, ref length, row.Sequence - before.Sequence);
            Write(rest, ref length, row.Index);
            Write(rest, ref length, row.Time - before.Time);
            _rest.Advance(length);
            _events.Write(row.Event.Span);
        }

        return taken;
    }

    /// <summary>Adds the events of a run, in order.</summary>
    /// <param name="row">What a query found: <see cref="Columns"/>.</param>
    /// <param name="rows">To add to.</param>
    /// <param name="place">Of a channel's history, the channel; else 0.</param>
    /// <exception cref="FormatException">It is no run.</exception>
    public static void Read(SqliteDataReader row, List<HistoryRow> rows, long place = 0) => Read(
        new HistoryRow(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), (byte[])row.GetValue(3)) { Place = place }, (byte[])row.GetValue(4), rows);

    /// <summary>The same.</summary>
    /// <param name="first">The first; with the bytes of all.</param>
    /// <param name="rest">Where the others are.</param>
    /// <param name="rows">To add to. Their bytes are those of <paramref name="first"/>.</param>
    /// <exception cref="FormatException">It is no run.</exception>
    public static void Read(HistoryRow first, ReadOnlySpan<byte> rest, List<HistoryRow> rows)
    {
        for (var row = first; ;)
        {
            if (rest.IsEmpty)
            {
                rows.Add(row);
                return;
            }

            var length = Read(ref rest, row.Event.Length);
            var next = row with
            {
                Sequence = row.Sequence + Read(ref rest, long.MaxValue - row.Sequence),
                Index = (int)Read(ref rest, int.MaxValue),
                Time = row.Time + Read(ref rest, long.MaxValue - Math.Max(0, row.Time)),
                Event = row.Event[(int)length..],
            };
            if (next.CompareTo(row) <= 0)
            {
                throw new FormatException("A run of history is not in order.");
            }

            rows.Add(row with { Event = row.Event[..(int)length] });
            row = next;
        }
    }

    private static int MostBytes(ReadOnlySpan<HistoryRow> rows)
    {
        var bytes = 0;
        foreach (ref readonly var row in rows)
        {
            bytes += row.Event.Length + BytesOfRest;
            if (bytes > BytesOfPage)
            {
                return MaxBytes;
            }
        }

        var pieces = (bytes + ThirdOfPage - 1) / ThirdOfPage;
        return Math.Min(ThirdOfPage, (bytes / pieces) + (bytes / rows.Length));   // of like size, or the rest would come between
    }

    private static void Write(Span<byte> output, ref int length, long value)
    {
        for (var left = checked((ulong)value); ; left >>= 7)
        {
            output[length++] = (byte)(left < 0x80 ? left : left | 0x80);
            if (left < 0x80)
            {
                return;
            }
        }
    }

    private static long Read(ref ReadOnlySpan<byte> input, long most)
    {
        var value = 0UL;
        for (var index = 0; index < input.Length && index < 9; index++)
        {
            value |= (input[index] & 0x7FUL) << (7 * index);
            if (input[index] < 0x80)
            {
                input = input[(index + 1)..];
                return value <= (ulong)most ? (long)value : throw new FormatException("A run of history goes beyond its end.");
            }
        }

        throw new FormatException("A run of history has no end.");
    }
}
