namespace Interlude.Host.Configuring;

/// <summary>Words why a file cannot be read.</summary>
internal static class FileFaults
{
    /// <summary>To follow the file's name.</summary>
    public static string Why(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "is not there; paths in a file begin in its folder, others in the working directory",
        UnauthorizedAccessException => "may not be read; is it a folder, or another user's?",
        _ => $"cannot be read: {failure.Message.TrimEnd('.')}",
    };
}
