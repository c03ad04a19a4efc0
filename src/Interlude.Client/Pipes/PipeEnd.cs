using Interlude.Lines;

namespace Interlude.Client.Pipes;

/// <summary>How a talk between a pipe and a server ended.</summary>
/// <param name="Reason">Why the connection ended.</param>
/// <param name="InputTaken">Whether all of the input that was read went to the server. It is no receipt.</param>
/// <param name="MissingReplies">How many of the replies that were waited for did not come.</param>
public readonly record struct PipeEnd(LineCloseReason Reason, bool InputTaken, long MissingReplies);
