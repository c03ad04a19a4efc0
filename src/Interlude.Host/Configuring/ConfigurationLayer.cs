using System.Collections;
using System.Text.Json;

namespace Interlude.Host.Configuring;

/// <summary>
/// One of the places that say how the server is to be, as flat paths: <c>limits.connections</c>, <c>listen.0</c>. A layer that
/// says something about a key replaces all that the layers below it say about that key, lists included.
/// </summary>
/// <param name="Origin">See <see cref="GivenValue"/>.</param>
/// <param name="Folder">See <see cref="GivenValue"/>.</param>
/// <param name="Values">In the order in which they stand there.</param>
internal sealed record ConfigurationLayer(string Origin, string Folder, IReadOnlyList<(string Path, string Text)> Values)
{
    /// <summary>Of variables, those that begin so are ours; two underscores part the levels.</summary>
    public const string Prefix = "INTERLUDE_";

    private const long MaxFileBytes = 1 << 20;

    /// <summary>Reads a file of JSON with comments and trailing commas.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="JsonException">It is not such JSON.</exception>
    public static ConfigurationLayer OfFile(string path)
    {
        var full = Path.GetFullPath(path);
        if (new FileInfo(full) is { Exists: true, Length: > MaxFileBytes })
        {
            throw new IOException($"it has more than {MaxFileBytes} bytes");
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(full), new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            AllowDuplicateProperties = false,
        });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("it is not an object in braces");
        }

        var values = new List<(string, string)>();
        Flatten(document.RootElement, string.Empty, values);
        return new ConfigurationLayer(Path.GetFileName(full), Path.GetDirectoryName(full)!, values);
    }

    /// <param name="variables">All variables; those of others are passed over.</param>
    public static ConfigurationLayer OfEnvironment(IDictionary variables) => new(
        "environment",
        Environment.CurrentDirectory,
        [
            .. variables.Cast<DictionaryEntry>()
                .Select(variable => (Name: (string)variable.Key, Text: (string?)variable.Value ?? string.Empty))
                .Where(variable => variable.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                .OrderBy(variable => variable.Name, StringComparer.Ordinal)   // the system gives them in no order
                .Select(variable => (variable.Name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal), variable.Text)),
        ]);

    public static ConfigurationLayer OfCommandLine(IEnumerable<(string Path, string Text)> values) =>
        new("command line", Environment.CurrentDirectory, [.. values]);

    // A null says nothing: the key is as if it were not there.
    private static void Flatten(JsonElement element, string path, List<(string, string)> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(property.Value, Below(path, property.Name), values);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                values.Add((path, string.Empty));
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Flatten(item, Below(path, $"{index}"), values);
                }

                break;
            case JsonValueKind.String:
                values.Add((path, element.GetString()!));
                break;
            case JsonValueKind.True:
                values.Add((path, "true"));
                break;
            case JsonValueKind.False:
                values.Add((path, "false"));
                break;
            case JsonValueKind.Number:
                values.Add((path, element.GetRawText()));
                break;
        }
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
