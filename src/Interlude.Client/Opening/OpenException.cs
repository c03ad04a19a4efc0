namespace Interlude.Client.Opening;

/// <summary>A WebSocket is refused, or a program cannot be started.</summary>
/// <param name="message">Why, as a sentence without its full stop.</param>
/// <param name="inner">What said so.</param>
public sealed class OpenException(string message, Exception? inner = null) : IOException(message, inner);
