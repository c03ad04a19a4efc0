namespace Interlude.Simulation.Reference;

/// <summary>A wish that the server must ask the log for.</summary>
/// <param name="Number">As the world and the log know it.</param>
/// <param name="Client">Whose line it was; 0: the node's own, or of a client that is gone.</param>
/// <param name="Line">Which of the client's lines.</param>
/// <param name="What">The command in words, see <see cref="Commands"/>.</param>
internal sealed record ReferenceWish(long Number, long Client, long Line, string What)
{
    /// <summary>Ends of sessions and the node's own wishes are asked for until the log takes them.</summary>
    public bool MustNotBeLost => What.StartsWith("end ", StringComparison.Ordinal) || What.StartsWith("node ", StringComparison.Ordinal);

    public bool IsEnd => What.StartsWith("end ", StringComparison.Ordinal);

    public bool IsJoin => What.StartsWith("join ", StringComparison.Ordinal);
}
