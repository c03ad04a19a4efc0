namespace Interlude.Client.Proxies;

/// <summary>A proxy does not connect us.</summary>
/// <param name="message">Which, and why, as a sentence without its full stop.</param>
public sealed class ProxyException(string message) : IOException(message);
