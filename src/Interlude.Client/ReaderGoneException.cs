namespace Interlude.Client;

/// <summary>Nobody reads any more what goes to standard output, as behind <c>| head</c>. It is no failure of anybody's.</summary>
/// <param name="message">The system's words.</param>
public sealed class ReaderGoneException(string message) : IOException(message);
