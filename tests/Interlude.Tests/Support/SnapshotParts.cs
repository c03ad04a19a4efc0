using System.Text;

namespace Interlude.Tests.Support;

/// <summary>
/// A snapshot written byte by byte, so that its layout stays what it is and parts can be wrong: ana with two sessions
/// and bob with one on #dev, where ana operates. All numbers are below 128 and take a byte.
/// </summary>
internal sealed record SnapshotParts
{
    public byte[] Head { get; init; } = [.. "ILWS"u8, 1];                                        // magic, version

    public byte[] Moment { get; init; } = [6, 7];                                                // sequence, time

    public byte[] Policy { get; init; } = [.. Counted("#lobby"), 9, 10, 11, 12, 50, 51, 52, 53];

    public byte[] Nodes { get; init; } = [1, /**/ 1, 1, 2];                                      // node, life, last number

    public byte[] Users { get; init; } = [2, .. Ana(Counted(""), Counted("")), .. Bob];

    public byte[] Channels { get; init; } = [1, .. Dev(2, 2, 1, 5, 0)];

    public byte[] Places { get; init; } = [1, 3, /**/ 1, 3];

    public byte[] Tail { get; init; } = [];

    // id, nick; then how many sessions, and of each: node, life, number, away
    internal static byte[] Bob => [5, .. Counted("bob"), 1, /**/ 1, 1, 9, .. Counted("")];

    internal static byte[] Ana(byte[] away, byte[] awayOnPhone) =>
        [2, .. Counted("ana"), 2, /**/ 1, 1, 3, .. away, /**/ 1, 1, 4, .. awayOnPhone];

    /// <param name="members">How many, and of each: user, whether it operates.</param>
    internal static byte[] Dev(params byte[] members) =>
        [3, .. Counted("#dev"), .. Counted("ship it"), /* locked */ 0, .. members];

    internal static byte[] Counted(string text) =>
        [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];

    internal byte[] ToBytes() =>
        [.. Head, .. Moment, .. Policy, .. Nodes, .. Users, .. Channels, .. Places, .. Tail];
}
