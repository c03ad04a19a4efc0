using System.Buffers;
using System.Diagnostics;
using Interlude.World.Snapshots;

namespace Interlude.World;

/// <summary>Events that are kept (<see cref="Event.KeptIn"/>) as bytes, each by itself, for the files of history.</summary>
/// <remarks>
/// <c>event = kind *value</c>: all values in the order in which the event has them, but not its audience nor where it is kept.
/// A kind is a number of its own that is never used for another.
/// </remarks>
public static class EventCodec
{
    /// <summary>Writes an event.</summary>
    public static void Write(IBufferWriter<byte> output, Event happened)
    {
        var writer = new SnapshotWriter(output);
        switch (happened)
        {
            case Event.Said said:
                Begin(writer, EventKind.Said, said.User, said.Channel);
                writer.WriteSpeech(said.Speech);
                writer.Write((int)said.To);
                break;
            case Event.Told told:
                Begin(writer, EventKind.Told, told.User);
                writer.WriteIdentity(told.Target);
                writer.WriteSpeech(told.Speech);
                writer.Write(told.Away.Utf8);
                break;
            case Event.Joined joined:
                Begin(writer, EventKind.Joined, joined.User, joined.Channel);
                writer.Write((int)joined.Ranks);
                writer.Write(joined.RealName.Utf8);
                writer.Write(joined.Away.Utf8);
                writer.Write(joined.SentFrom?.Utf8 ?? default);
                break;
            case Event.Parted parted:
                Begin(writer, EventKind.Parted, parted.User, parted.Channel);
                writer.Write(parted.Reason.Utf8);
                break;
            case Event.Kicked kicked:
                Begin(writer, EventKind.Kicked, kicked.User);
                writer.WriteIdentity(kicked.Target);
                writer.Write(kicked.Channel.Utf8);
                writer.Write(kicked.Reason.Utf8);
                break;
            case Event.Quit quit:
                Begin(writer, EventKind.Quit, quit.User);
                Write(writer, quit.Departure);
                break;
            case Event.Renamed renamed:
                Begin(writer, EventKind.Renamed, renamed.User);
                writer.Write(renamed.Nick.Utf8);
                break;
            case Event.TopicChanged changed:
                Begin(writer, EventKind.TopicChanged, changed.User, changed.Channel);
                writer.Write(changed.Topic.Utf8);
                break;
            case Event.ModesChanged changed:
                writer.Write((int)EventKind.ModesChanged);
                WriteSomebody(writer, changed.User);
                writer.Write(changed.Channel.Utf8);
                writer.WriteChanges(changed.Changes);
                break;
            case Event.ChannelRenamed renamed:
                Begin(writer, EventKind.ChannelRenamed, renamed.User, renamed.Channel);
                writer.Write(renamed.NewName.Utf8);
                writer.Write(renamed.Reason.Utf8);
                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no bytes.");
        }
    }

    /// <summary>Reads what <see cref="Write(IBufferWriter{byte}, Event)"/> wrote, for nobody.</summary>
    /// <exception cref="FormatException">The bytes are no event that this code knows.</exception>
    public static Event Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new SnapshotReader(bytes);
        var happened = Read(ref reader);
        return reader.IsAtEnd ? happened : throw new FormatException("The event goes on after its end.");
    }

    private static Event Read(ref SnapshotReader reader)
    {
        var kind = (EventKind)reader.ReadInt();
        return kind switch
        {
            EventKind.Said => new Event.Said(
                Nobody, ReadIdentity(ref reader), reader.ReadChannelName(), reader.ReadSpeech(), reader.ReadFlags<Ranks>()),
            EventKind.Told => new Event.Told(
                Nobody, ReadIdentity(ref reader), ReadIdentity(ref reader), reader.ReadSpeech(), reader.ReadText()),
            EventKind.Joined => new Event.Joined(
                Nobody, ReadIdentity(ref reader), reader.ReadChannelName(), reader.ReadFlags<Ranks>(), reader.ReadText(), reader.ReadText())
            {
                SentFrom = reader.ReadChannelNameOrNone(),
            },
            EventKind.Parted => new Event.Parted(Nobody, ReadIdentity(ref reader), reader.ReadChannelName(), reader.ReadText()),
            EventKind.Kicked => new Event.Kicked(
                Nobody, ReadIdentity(ref reader), ReadIdentity(ref reader), reader.ReadChannelName(), reader.ReadText()),
            EventKind.Quit => new Event.Quit(Nobody, ReadIdentity(ref reader), ReadDeparture(ref reader)),
            EventKind.Renamed => new Event.Renamed(Nobody, ReadIdentity(ref reader), reader.ReadNick()),
            EventKind.TopicChanged => new Event.TopicChanged(Nobody, ReadIdentity(ref reader), reader.ReadChannelName(), reader.ReadText()),
            EventKind.ModesChanged => new Event.ModesChanged(
                Nobody, ReadSomebody(ref reader), reader.ReadChannelName(), reader.ReadChanges()),
            EventKind.ChannelRenamed => new Event.ChannelRenamed(
                Nobody, ReadIdentity(ref reader), reader.ReadChannelName(), reader.ReadChannelName(), reader.ReadText()),
            _ => throw new FormatException($"The bytes hold {(int)kind} where an event belongs."),
        };
    }

    private static Audience Nobody => Audience.Nobody;

    private static void Begin(SnapshotWriter writer, EventKind kind, Identity user, ChannelName? channel = null)
    {
        writer.Write((int)kind);
        writer.WriteIdentity(user);
        if (channel is not null)
        {
            writer.Write(channel.Utf8);
        }
    }

    private static Identity ReadIdentity(ref SnapshotReader reader) => reader.ReadIdentity(new UserId(reader.ReadLong()));

    private static void WriteSomebody(SnapshotWriter writer, Identity? user)
    {
        writer.Write(user is not null);
        if (user is not null)
        {
            writer.WriteIdentity(user);
        }
    }

    private static Identity? ReadSomebody(ref SnapshotReader reader) => reader.ReadBool() ? ReadIdentity(ref reader) : null;

    private static void Write(SnapshotWriter writer, Departure departure)
    {
        writer.Write((int)departure.Cause);
        writer.Write(departure.Reason.Utf8);
        WriteSomebody(writer, departure.By);
    }

    private static Departure ReadDeparture(ref SnapshotReader reader) =>
        new(reader.ReadOneOf<DepartureCause>(), reader.ReadText(), ReadSomebody(ref reader));
}
