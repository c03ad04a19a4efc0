using System.Buffers.Text;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a client means by a place in history.</summary>
/// <remarks>
/// <code>
/// reference = "*" / "timestamp=" moment / "msgid=" id
/// moment    = YYYY-MM-DDThh:mm:ss.sssZ         id = epoch "-" sequence "-" index
/// </code>
/// https://ircv3.net/specs/extensions/chathistory#chathistory-command
/// </remarks>
internal static class HistoryReference
{
    /// <summary>Reads a reference other than <c>*</c>.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="options">They name the epochs of the log: an id of another one is unknown here.</param>
    /// <param name="bound">Where it stands.</param>
    public static HistoryReferenceFault TryRead(ReadOnlySpan<byte> text, ServerOptions options, out HistoryBound bound)
    {
        bound = default;
        var equals = text.IndexOf((byte)'=');
        if (equals < 0)
        {
            return HistoryReferenceFault.NoReference;
        }

        var type = text[..equals];
        var value = text[(equals + 1)..];
        if (type.SequenceEqual("timestamp"u8))
        {
            var isTime = ServerTime.TryRead(value, out var time);
            bound = HistoryBound.At(time);
            return isTime ? HistoryReferenceFault.None : HistoryReferenceFault.BadTime;
        }

        if (type.SequenceEqual("msgid"u8))
        {
            return TryReadId(value, options, out bound) ? HistoryReferenceFault.None : HistoryReferenceFault.UnknownId;
        }

        return HistoryReferenceFault.UnknownType;
    }

    private static bool TryReadId(ReadOnlySpan<byte> id, ServerOptions options, out HistoryBound bound)
    {
        bound = default;
        var second = id.LastIndexOf((byte)'-');
        var first = second < 0 ? -1 : id[..second].LastIndexOf((byte)'-');
        if (first < 0 || !TryReadNumber(id[(first + 1)..second], out var sequence) || !TryReadNumber(id[(second + 1)..], out var index)
            || index > int.MaxValue)
        {
            return false;
        }

        if (System.Text.Ascii.Equals(id[..first], options.Epoch))
        {
            bound = HistoryBound.At(sequence, (int)index);
            return true;
        }

        // What a restore has lost stood behind all that is left of its epoch.
        foreach (var former in options.FormerEpochs)
        {
            if (System.Text.Ascii.Equals(id[..first], former.Name))
            {
                bound = sequence <= former.Last ? HistoryBound.At(sequence, (int)index) : HistoryBound.At(former.Last, int.MaxValue);
                return true;
            }
        }

        return false;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, out long number) =>
        Utf8Parser.TryParse(digits, out number, out var read) && read == digits.Length && number >= 0 && digits[0] != (byte)'+';
}

/// <summary>Why something is no <see cref="HistoryReference"/>.</summary>
internal enum HistoryReferenceFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It has not the form of one.</summary>
    NoReference,

    /// <summary>It is of a type that is not known.</summary>
    UnknownType,

    /// <summary>It is no moment.</summary>
    BadTime,

    /// <summary>It is no message id of this server's.</summary>
    UnknownId,
}
