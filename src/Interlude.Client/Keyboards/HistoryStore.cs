using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Interlude.Client.Editing;

namespace Interlude.Client.Keyboards;

/// <summary>The lines sent to one destination, kept between runs: a file of lines, oldest first, that only its owner may
/// read.</summary>
/// <remarks>Several processes may add to it. Lines with an end of line in them, which the editor never makes, are not kept.</remarks>
/// <param name="path">The file; made with its folders.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class HistoryStore(string path)
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the lines for a destination are kept: <c>$XDG_STATE_HOME/interlude/connect/NAME</c>, by default in
    /// <c>~/.local/state</c> (XDG Base Directory Specification).</summary>
    public static HistoryStore For(string destination)
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return In(Path.Combine(state, "interlude", "connect"), destination);
    }

    /// <summary>As a file of a folder, whatever the destination's length.</summary>
    public static HistoryStore In(string folder, string destination) => new(Path.Combine(folder, NameOf(destination)));

    /// <summary>The lines of earlier runs; those that are sent from now on are added to the file.</summary>
    /// <param name="trouble">Why there are none, or why none will be added, as a sentence; null: all is well. A file that cannot be used
    /// keeps nobody from talking.</param>
    public LineHistory Load(out string? trouble)
    {
        trouble = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, Folder);
            using var file = new FileStream(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));
            if (!file.CanSeek)
            {
                trouble = $"What you send is not remembered: {path} is no file.";
                return new LineHistory([]);
            }

            var isLarge = file.Length > MostBytes;
            var lines = ReadLines(file);
            var history = new LineHistory(lines);
            if (isLarge || lines.Count > 2 * LineHistory.MostKept)
            {
                Rewrite(history);
            }

            history.Kept = Add;
            return history;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            trouble = $"What you send is not remembered: {failure.Message.TrimEnd('.')}.";
            return new LineHistory([]);
        }
    }

    // A file's name has at most 255 bytes on most systems.
    private static string NameOf(string destination)
    {
        const int longest = 200;
        var name = Uri.EscapeDataString(destination);
        return name.Length <= longest
            ? name
            : $"{name[..(longest - 65)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(destination)))}";
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access) =>
        new() { Mode = mode, Access = access, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = File, BufferSize = 0 };

    // Of a large file, the end. A computer that lost its power may leave zeros behind. A last line that was cut off is ended, so that what is added does not become a part of it.
    private static List<string> ReadLines(FileStream file)
    {
        var skipped = Math.Max(0, file.Length - MostBytes);
        file.Position = skipped;
        var bytes = new byte[file.Length - skipped];
        var text = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (text is [.., not (byte)'\n'])
        {
            file.Write("\n"u8);
        }

        var lines = Encoding.UTF8.GetString(text).Split('\n').Skip(skipped > 0 ? 1 : 0);
        return [.. lines.Where(line => !line.Contains('\0')).Select(line => line.TrimEnd('\r'))];   // the history keeps no empty ones
    }

    // A disk that has filled up meanwhile loses the line for later runs, and that is all.
    private void Add(string line)
    {
        if (line.AsSpan().ContainsAny('\n', '\r'))
        {
            return;
        }

        try
        {
            using var file = new FileStream(path, Options(FileMode.Append, FileAccess.Write));
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is remembered for this run all the same.
        }
    }

    private void Rewrite(LineHistory history)
    {
        var next = $"{path}.{Environment.ProcessId}";   // other runs may do the same
        using (var file = new FileStream(next, Options(FileMode.Create, FileAccess.Write)))
        {
            for (var index = 0; index < history.Count; index++)
            {
                file.Write(Encoding.UTF8.GetBytes(history[index] + "\n"));
            }
        }

        System.IO.File.Move(next, path, overwrite: true);
    }
}
