using System.Text;

namespace Interlude.Client.Keyboards;

/// <summary>A file of words to complete from.</summary>
internal static class WordFile
{
    private const int MostBytes = 16 * 1024 * 1024;   // a dictionary of a language has 1 to 5

    /// <param name="path">The file: UTF-8, the words between white space; null for none.</param>
    /// <param name="trouble">Why there are none, as a sentence; null: all is well.</param>
    public static IReadOnlyList<string> Read(string? path, out string? trouble)
    {
        trouble = null;
        if (path is null)
        {
            return [];
        }

        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MostBytes + 1];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count <= MostBytes)
            {
                return Encoding.UTF8.GetString(bytes, 0, count).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            }

            trouble = $"The words of {path} are not used: it has more than {MostBytes} bytes.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            trouble = $"The words of {path} are not used: {failure.Message.TrimEnd('.')}.";
        }

        return [];
    }
}
