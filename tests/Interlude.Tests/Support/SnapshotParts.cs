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

    public byte[] Policy { get; init; } = [.. Counted("#lobby"), .. Limits];

    public byte[] Nodes { get; init; } = [1, /**/ 1, 1, 2];                                      // node, life, last number

    public byte[] Accounts { get; init; } = [0];

    public byte[] Users { get; init; } = [2, .. Ana(Counted(""), Counted("")), .. Bob];

    public byte[] Channels { get; init; } = [1, .. Dev(2, 2, 4, 5, 0)];

    // of each user: its channels, its invitations
    public byte[] Places { get; init; } = [1, 3, 0, /**/ 1, 3, 0];

    // of each channel: who is invited
    public byte[] Invited { get; init; } = [0];

    // how many nicks are watched, and of each: its watchers
    public byte[] Watched { get; init; } = [1, .. Counted("eve"), 1, /**/ 1, 1, 9];

    // how many past users, and of each: id, names, real name, time
    public byte[] Past { get; init; } = [1, /**/ 1, .. NamesOf("dan"), .. Counted("Dan"), 4];

    // how many accounts have read something, and how many users; of each: id, how much, target, time
    public byte[] Read { get; init; } = [0, /**/ 1, 2, 2, .. Counted("#dev"), 5, .. Counted("bob"), 6];

    public byte[] Most { get; init; } = [3];

    public byte[] Tail { get; init; } = [];

    internal static byte[] Limits => [9, 10, 11, 12, 30, 31, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, /* secret */ 16, 63, 64, 65, 69, 70, 66, /* keeps nicks */ 1, /* opt-out */ 2, 67, 68, 71];

    internal static byte[] Bob => User(5, "bob", Session(9, Counted(""), "eve"));

    internal static byte[] Ana(byte[] away, byte[] awayOnPhone) =>
        User(2, "ana", Session(3, away), Session(4, awayOnPhone));

    // id, names, cloak, real name, modes, registered, spoke; then how many sessions
    internal static byte[] User(byte id, string nick, params byte[][] sessions) =>
    [
        id, .. NamesOf(nick), .. Counted("c"), .. Counted("R"), /* Invisible */ 1, 2, 3,
        (byte)sessions.Length, .. sessions.SelectMany(session => session),
    ];

    // node, life, number, away, whether secure, whether an operator's; then the nicks that it watches
    internal static byte[] Session(byte number, byte[] away, params string[] watched) =>
        [1, 1, number, .. away, 0, 0, (byte)watched.Length, .. watched.SelectMany(Counted)];

    /// <param name="members">How many, and of each: user, ranks.</param>
    internal static byte[] Dev(params byte[] members) => Channel(3, "#dev", "ship it", members);

    internal static byte[] Channel(byte created, string name, string topic, params byte[] members) =>
        Banning(created, name, topic, [1, .. Counted("a!*@*"), .. Counted("x!y@z"), 6], members);

    // created, when, name, topic, by whom, when, traits, key, limit, forward, three lists, founder, members, knocks;
    // of each member: user, joined, ranks, since when it has each rank up to its highest
    internal static byte[] Banning(byte created, string name, string topic, byte[] bans, params byte[] members) =>
    [
        created, 4, .. Counted(name), .. Counted(topic), .. Counted("ana!u@h"), 5, /* moderated */ 2, .. Counted("k"), 6,
        .. Counted("#x"), .. bans, 0, 0, 0, .. WithTimes(created, members), 1, /**/ 1, 2,
    ];

    // joined when the channel was opened, and all ranks one entry later
    private static byte[] WithTimes(byte created, byte[] members) =>
    [
        members[0], .. members.Skip(1).Chunk(2).SelectMany(member => (byte[])
        [
            member[0], created, member[1],
            .. Enumerable.Repeat((byte)(created + 1), member[1] == 0 ? 0 : System.Numerics.BitOperations.Log2(member[1]) + 1),
        ]),
    ];

    internal static byte[] Counted(string text) =>
        [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];

    internal byte[] ToBytes() =>
    [
        .. Head, .. Moment, .. Policy, .. Nodes, .. Accounts, .. Users, .. Channels, .. Places, .. Invited, .. Watched, .. Past, .. Read, .. Most,
        .. Tail,
    ];

    // nick, user name, host, no account, no program, real host
    private static byte[] NamesOf(string nick) =>
        [.. Counted(nick), .. Counted("u"), .. Counted("h"), 0, 0, .. Counted("r")];
}
