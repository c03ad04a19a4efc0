using Interlude.World;

namespace Interlude.Server;

/// <summary>Wishes that are appended to the log together: all of them or none.</summary>
/// <param name="Number">From 1, one more for each new batch; a batch whose outcome was unknown is tried again under its number.</param>
/// <param name="Time">The wall clock when it was first handed out. The log never lets time go back, whatever this says.</param>
/// <param name="Wishes">In the order in which they are to become entries.</param>
public sealed record Batch(long Number, Timestamp Time, IReadOnlyList<Wish> Wishes);

/// <summary>What became of an append.</summary>
public enum AppendResult
{
    /// <summary>The log holds the batch. Its entries come, or came, as <see cref="ChatServer.Committed"/>.</summary>
    Appended,

    /// <summary>The log does not hold the batch and never will, from this try or an earlier one of unknown outcome.</summary>
    Failed,

    /// <summary>Nobody knows: the batch is tried again under the same numbers.</summary>
    Unknown,
}
