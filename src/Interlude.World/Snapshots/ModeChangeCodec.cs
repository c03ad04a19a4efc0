using System.Collections.Immutable;
using System.Diagnostics;

namespace Interlude.World.Snapshots;

/// <summary>Changes of a channel's modes as bytes.</summary>
/// <remarks><c>change = kind is-set value</c>: the kinds are numbers that are never used for another.</remarks>
internal static class ModeChangeCodec
{
    private const int Trait = 1;
    private const int Key = 2;
    private const int Limit = 3;
    private const int Forward = 4;
    private const int Mask = 5;
    private const int Rank = 6;

    public static void WriteChanges(this SnapshotWriter writer, ImmutableArray<ModeChange> changes)
    {
        writer.Write(changes.Length);
        foreach (var change in changes)
        {
            writer.WriteChange(change);
        }
    }

    public static ImmutableArray<ModeChange> ReadChanges(this ref SnapshotReader reader)
    {
        var changes = ImmutableArray.CreateBuilder<ModeChange>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            changes.Add(reader.ReadChange());
        }

        return changes.ToImmutable();
    }

    public static void WriteChange(this SnapshotWriter writer, ModeChange change)
    {
        switch (change)
        {
            case ModeChange.Trait trait:
                WriteHead(writer, Trait, change);
                writer.Write((int)trait.Which);
                break;
            case ModeChange.Key key:
                WriteHead(writer, Key, change);
                writer.Write(key.Value.Utf8);
                break;
            case ModeChange.Limit limit:
                WriteHead(writer, Limit, change);
                writer.Write(limit.Members);
                break;
            case ModeChange.Forward forward:
                WriteHead(writer, Forward, change);
                writer.Write(forward.To?.Utf8 ?? default);
                break;
            case ModeChange.Mask mask:
                WriteHead(writer, Mask, change);
                writer.Write((int)mask.List);
                writer.Write(mask.Which.Utf8);
                break;
            case ModeChange.Rank rank:
                WriteHead(writer, Rank, change);
                writer.Write((int)rank.Which);
                writer.Write(rank.Member.Utf8);
                break;
            default:
                throw new UnreachableException($"{change.GetType().Name} has no bytes.");
        }
    }

    public static ModeChange ReadChange(this ref SnapshotReader reader)
    {
        var kind = reader.ReadInt();
        var isSet = reader.ReadBool();
        return kind switch
        {
            Trait => new ModeChange.Trait(isSet, reader.ReadFlags<ChannelTraits>()),
            Key => new ModeChange.Key(isSet, reader.ReadText()),
            Limit => new ModeChange.Limit(isSet, reader.ReadInt()),
            Forward => new ModeChange.Forward(isSet, reader.ReadChannelNameOrNone()),
            Mask => new ModeChange.Mask(isSet, reader.ReadOneOf<MaskList>(), reader.ReadMask()),
            Rank => new ModeChange.Rank(isSet, reader.ReadFlags<Ranks>(), reader.ReadNick()),
            _ => throw new FormatException($"The bytes hold {kind} where a change of modes belongs."),
        };
    }

    private static void WriteHead(SnapshotWriter writer, int kind, ModeChange change)
    {
        writer.Write(kind);
        writer.Write(change.IsSet);
    }
}
