namespace Interlude.World;

/// <summary>What a node asks of the log: a command with everything that must not be decided twice.</summary>
/// <param name="Incarnation">The node that asks, in the life in which it asks.</param>
/// <param name="Number">
/// Rises with each wish of an incarnation. (incarnation, number) names the wish: an append whose outcome is unknown is
/// repeated under the same pair, and <see cref="ChatWorld"/> applies the pair once.
/// </param>
/// <param name="Session">Who asks; the node's own commands carry <see langword="default"/>.</param>
/// <param name="Origin">Copied through the log and never read by the world.</param>
/// <param name="Command">What is wished.</param>
public sealed record Wish(Incarnation Incarnation, long Number, SessionId Session, Origin Origin, Command Command);

/// <summary>Where a wish came from, in its node's own terms. Opaque to the world.</summary>
/// <param name="Client">The client's number on its node; 0 is the node itself.</param>
/// <param name="Line">Which of the client's lines.</param>
public readonly record struct Origin(long Client, long Line);

/// <summary>A wish that the log has accepted. The same entries make the same world on every machine.</summary>
/// <param name="Sequence">From 1, without gaps: its place in the one total order.</param>
/// <param name="Time">When the log accepted it; never before the time of the entry ahead of it.</param>
/// <param name="Rules">The version of the rules under which it is applied.</param>
/// <param name="Wish">What was asked.</param>
public sealed record Entry(long Sequence, Timestamp Time, int Rules, Wish Wish);
