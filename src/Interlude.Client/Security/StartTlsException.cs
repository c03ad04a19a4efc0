namespace Interlude.Client.Security;

/// <summary>A server does not begin TLS.</summary>
/// <param name="message">Why, as the end of a sentence that begins with the server.</param>
public sealed class StartTlsException(string message) : IOException(message);
