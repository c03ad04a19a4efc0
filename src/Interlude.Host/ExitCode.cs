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
}
