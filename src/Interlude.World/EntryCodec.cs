using System.Buffers;
using Interlude.World.Snapshots;

namespace Interlude.World;

/// <summary>Entries as bytes, for the files of a log: those of one batch together.</summary>
/// <remarks>
/// <code>
/// batch = version count *entry
/// entry = sequence time rules node incarnation number session client line command
/// </code>
/// Numbers are variable-length integers, texts their length and their UTF-8. A command begins with a number of its own
/// that is never used for another. The format may grow by versions; what was written can always be read.
/// </remarks>
public static class EntryCodec
{
    /// <summary>The newest version of the format, and the one that is written.</summary>
    public const int Version = 1;

    /// <summary>Writes entries.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<Entry> entries)
    {
        var writer = new SnapshotWriter(output);
        writer.Write(Version);
        writer.Write(entries.Count);
        foreach (var entry in entries)
        {
            Write(writer, entry);
        }
    }

    /// <summary>Reads what <see cref="Write(IBufferWriter{byte}, IReadOnlyList{Entry})"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are not such entries, or of a version that this code does not know.</exception>
    public static IReadOnlyList<Entry> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new SnapshotReader(bytes);
        if (reader.ReadInt() is var version && version != Version)
        {
            throw new FormatException($"The entries have version {version}; this program reads version {Version}.");
        }

        var entries = new List<Entry>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            entries.Add(ReadEntry(ref reader));
        }

        return reader.IsAtEnd ? entries : throw new FormatException("The entries go on after their end.");
    }

    private static void Write(SnapshotWriter writer, Entry entry)
    {
        writer.Write(entry.Sequence);
        writer.Write(entry.Time.Milliseconds);
        writer.Write(entry.Rules);
        writer.WriteIncarnation(entry.Wish.Incarnation);
        writer.Write(entry.Wish.Number);
        writer.WriteSessionId(entry.Wish.Session);
        writer.Write(entry.Wish.Origin.Client);
        writer.Write(entry.Wish.Origin.Line);
        writer.WriteCommand(entry.Wish.Command);
    }

    private static Entry ReadEntry(ref SnapshotReader reader)
    {
        var (sequence, time, rules) = (reader.ReadLong(), new Timestamp(reader.ReadLong()), reader.ReadInt());
        var wish = new Wish(
            reader.ReadIncarnation(),
            reader.ReadLong(),
            reader.ReadSessionId(),
            new Origin(reader.ReadLong(), reader.ReadLong()),
            reader.ReadCommand());
        return new Entry(sequence, time, rules, wish);
    }
}
