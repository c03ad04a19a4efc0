using System.Collections.Immutable;

namespace Interlude.World.Snapshots;

/// <summary>The values that snapshots, entries and events have in common, as bytes.</summary>
/// <remarks>
/// <code>
/// identity = id nick user host account [account-name] is-bot     ; account 0: none, and no name
/// session  = node incarnation number
/// speech   = kind form text is-formatted is-transient tags count *(text goes-on)
/// change   = kind is-set ...            ; ModeChangeKind
/// names    = count *(text)
/// </code>
/// Whatever the writer could not have written is a <see cref="FormatException"/> for the reader.
/// </remarks>
internal static class Parts
{
    public static void WriteIdentity(this SnapshotWriter writer, Identity identity)
    {
        writer.Write(identity.Id.Sequence);
        writer.Write(identity.Nick.Utf8);
        writer.Write(identity.UserName.Utf8);
        writer.Write(identity.Host.Utf8);
        writer.Write(identity.Account?.Id.Sequence ?? 0);
        if (identity.Account is { } account)
        {
            writer.Write(account.Name.Utf8);
        }

        writer.Write(identity.IsBot);
    }

    /// <summary>What follows the id, which whoever asks has read.</summary>
    public static Identity ReadIdentity(this ref SnapshotReader reader, UserId id)
    {
        var identity = new Identity(id, reader.ReadNick(), reader.ReadSourceWord(), reader.ReadSourceWord());
        var account = new AccountId(reader.ReadLongAbove(-1));
        return identity with
        {
            Account = account == default ? null : new AccountIdentity(account, reader.ReadNick()),
            IsBot = reader.ReadBool(),
        };
    }

    public static void WriteSessionId(this SnapshotWriter writer, SessionId id)
    {
        writer.WriteIncarnation(id.Incarnation);
        writer.Write(id.Number);
    }

    public static SessionId ReadSessionId(this ref SnapshotReader reader) => new(reader.ReadIncarnation(), reader.ReadLong());

    public static void WriteIncarnation(this SnapshotWriter writer, Incarnation incarnation)
    {
        writer.Write(incarnation.Node.Number);
        writer.Write(incarnation.Number);
    }

    public static Incarnation ReadIncarnation(this ref SnapshotReader reader) => new(new NodeId(reader.ReadInt()), reader.ReadInt());

    public static void WriteSpeech(this SnapshotWriter writer, Speech speech)
    {
        writer.Write((int)speech.Kind);
        writer.Write((int)speech.Form);
        writer.Write(speech.Text.Utf8);
        writer.Write(speech.IsFormatted);
        writer.Write(speech.IsTransient);
        writer.Write(speech.ClientTags.Utf8);
        writer.Write(speech.More.Length);
        foreach (var line in speech.More)
        {
            writer.Write(line.Text.Utf8);
            writer.Write(line.GoesOn);
        }
    }

    public static Speech ReadSpeech(this ref SnapshotReader reader)
    {
        var speech = new Speech(reader.ReadOneOf<SpeechKind>(), reader.ReadOneOf<TextKind>(), reader.ReadText())
        {
            IsFormatted = reader.ReadBool(),
            IsTransient = reader.ReadBool(),
            ClientTags = reader.ReadText(),
        };
        var count = reader.ReadCount();
        if (count == 0)
        {
            return speech;
        }

        var more = ImmutableArray.CreateBuilder<SpeechLine>();   // it grows: a count alone must not take memory
        for (; count > 0; count--)
        {
            more.Add(new SpeechLine(reader.ReadText(), reader.ReadBool()));
        }

        return speech with { More = more.ToImmutable() };
    }

    public static void WriteNicks(this SnapshotWriter writer, ImmutableArray<Nick> nicks)
    {
        writer.Write(nicks.Length);
        foreach (var nick in nicks)
        {
            writer.Write(nick.Utf8);
        }
    }

    public static ImmutableArray<Nick> ReadNicks(this ref SnapshotReader reader)
    {
        var nicks = ImmutableArray.CreateBuilder<Nick>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            nicks.Add(reader.ReadNick());
        }

        return nicks.ToImmutable();
    }

    /// <summary>A mask as it is shown, whole: not in a shorter form that would be read as the same.</summary>
    public static ChannelMask ReadMask(this ref SnapshotReader reader)
    {
        var utf8 = reader.ReadBytes();
        return ChannelMask.TryCreate(utf8, out var mask) && mask.Utf8.Span.SequenceEqual(utf8)
            ? mask
            : throw new FormatException("The bytes hold a mask that is not valid.");
    }
}
