namespace Interlude.Load;

/// <summary>A run that gives no figures, and why, in a sentence for people: a message was lost, a server ended, a limit ran out.</summary>
internal sealed class LoadException(string message) : Exception(message);
