namespace Interlude.Host;

/// <summary>What the program tells its caller at the end.</summary>
internal static class ExitCode
{
    /// <summary>All went well, or it was told to stop.</summary>
    public const int Success = 0;

    /// <summary>The outside failed: a port in use, nobody there, a broken connection.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary><c>connect</c>: there is no connection; nobody answers, or the name is not known, or the proxy refuses.</summary>
    public const int NotConnected = 3;

    /// <summary><c>connect</c>: there is no TLS, or the server is not who it should be.</summary>
    public const int NotSecured = 4;

    /// <summary><c>connect</c>: a time limit ran out.</summary>
    public const int TimedOut = 5;

    /// <summary><c>connect</c>: the server broke off, or did not take all of the input, or owed replies.</summary>
    public const int BrokenOff = 6;

    /// <summary><c>connect</c>: the line that was waited for did not come.</summary>
    public const int Unmet = 7;
}
