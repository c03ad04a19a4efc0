using System.Runtime.Versioning;
using System.Text;
using Interlude.Client.Editing;

namespace Interlude.Client.Keyboards;

/// <summary>The lines sent to one destination, kept between runs: a file of lines, oldest first, that only its owner may
/// read.</summary>
/// <remarks>Several processes may add to it. Lines with an end of line in them, which the editor never makes, are not kept.</remarks>
/// <param name="path">The file; made with its folders when there is something to keep.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class HistoryStore(string path)
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the lines for a destination are kept: <c>$XDG_STATE_HOME/interlude/connect/NAME</c>, by default in
    /// <c>~/.local/state</c> (XDG Base Directory Specification).</summary>
    public static HistoryStore For(string destination)
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return new HistoryStore(Path.Combine(state, "interlude", "connect", Uri.EscapeDataString(destination)));
    }

    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public LineHistory Load()
    {
        try
        {
            var lines = System.IO.File.ReadAllLines(path, Encoding.UTF8);
            var history = new LineHistory(lines);
            if (lines.Length > 2 * LineHistory.MostKept)
            {
                Rewrite(history);
            }

            history.Kept = Add;
            return history;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new LineHistory([]) { Kept = Add };
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    private void Add(string line)
    {
        if (line.AsSpan().ContainsAny('\n', '\r'))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!, Folder);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = File, BufferSize = 0 });
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private void Rewrite(LineHistory history)
    {
        var next = path + ".next";
        using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = File }))
        {
            for (var index = 0; index < history.Count; index++)
            {
                file.Write(Encoding.UTF8.GetBytes(history[index] + "\n"));
            }
        }

        System.IO.File.Move(next, path, overwrite: true);
    }
}
