using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Puts tags in front of messages that have been rendered, and looks at the batches they belong to.</summary>
internal static class IrcTagging
{
    /// <summary>The message with one more tag; <paramref name="rawValue"/> is escaped already.</summary>
    public static byte[] Add(ReadOnlySpan<byte> message, ReadOnlySpan<byte> key, ReadOnlySpan<byte> rawValue) =>
        message[0] == (byte)'@'
            ? [(byte)'@', .. key, (byte)'=', .. rawValue, (byte)';', .. message[1..]]
            : [(byte)'@', .. key, (byte)'=', .. rawValue, (byte)' ', .. message];

    public static bool IsInBatch(ReadOnlySpan<byte> message) =>
        IrcMessage.TryParse(message[..^2], out var parsed) && parsed.Tags.TryGet("batch"u8, out _);

    /// <summary>The reference of the batch that a message begins; null: it begins none.</summary>
    public static byte[]? BatchBegunBy(ReadOnlySpan<byte> message) =>
        IrcMessage.TryParse(message[..^2], out var parsed) && parsed.Verb.SequenceEqual("BATCH"u8) && parsed[0].StartsWith("+"u8)
            ? parsed[0][1..].ToArray()
            : null;

    public static bool EndsBatch(ReadOnlySpan<byte> message, ReadOnlySpan<byte> reference) =>
        IrcMessage.TryParse(message[..^2], out var parsed) && parsed.Verb.SequenceEqual("BATCH"u8)
        && parsed[0].StartsWith("-"u8) && parsed[0][1..].SequenceEqual(reference);
}
