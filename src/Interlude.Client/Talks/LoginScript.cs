using System.Diagnostics.CodeAnalysis;
using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>The lines of a file that are said at each connection before anything else.</summary>
/// <remarks>They may hold secrets, so nothing here gives them out except to the connection: they are not shown, kept or
/// logged.</remarks>
public sealed class LoginScript
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxLineBytes = 64 * 1024;   // what line servers take, and any outbox holds

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly List<byte[]> _lines;

    private LoginScript(List<byte[]> lines, string? warning) => (_lines, Warning) = (lines, warning);

    /// <summary>What a person should know about the file, as a sentence: that others may read it. Null for nothing.</summary>
    public string? Warning { get; }

    internal IReadOnlyList<byte[]> Lines => _lines;

    /// <summary>Reads a file: lines of any bytes, ended by LF or CR LF. Empty lines are left out, as is the mark with which some
    /// editors begin a file of UTF-8.</summary>
    /// <param name="path">Where; may be a pipe, such as a shell makes of another program's output.</param>
    /// <param name="script">Its lines, of which there may be none.</param>
    /// <param name="error">Otherwise: what is wrong, as a sentence, which holds none of the lines.</param>
    public static bool TryLoad(string path, [NotNullWhen(true)] out LoginScript? script, [NotNullWhen(false)] out string? error)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        script = null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[MaxBytes + 1];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > MaxBytes)
            {
                error = $"{path} is no login script: it has more than {MaxBytes} bytes.";
                return false;
            }

            var lines = Split(bytes.AsSpan(0, count));
            var tooLong = lines.FindIndex(line => line.Length > MaxLineBytes);
            error = tooLong < 0 ? null : $"{path} is no login script: line {tooLong + 1} of those that are not empty has more than {MaxLineBytes} bytes.";
            script = error is null ? new LoginScript(lines, WarningOf(file, path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = $"{path} cannot be read: {failure.Message.TrimEnd('.')}.";
        }

        return script is not null;
    }

    /// <summary>Says all of it; fits <see cref="ReconnectOptions.Login"/>.</summary>
    /// <param name="connection">Nothing else has been said over it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if the connection ended before.</returns>
    public async ValueTask<bool> SayAsync(LineConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        foreach (var line in _lines)
        {
            if (!await connection.WriteLineAsync(line, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
        var lines = new List<byte[]>();
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            line = line is [.., (byte)'\r'] ? line[..^1] : line;
            if (!line.IsEmpty)
            {
                lines.Add(line.ToArray());
            }
        }

        return lines;
    }

    private static string? WarningOf(FileStream file, string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0
            ? $"{path} may be read by others; if it holds a password, say chmod 600 {path}."
            : null;
}
