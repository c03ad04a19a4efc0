using System.Collections;
using System.Text.Json;

namespace Interlude.Host.Configuring;

/// <summary>
/// One of the places that say how the server is to be, as flat paths: <c>limits.connections</c>, <c>listen.0</c>. A layer that
/// says something about a key replaces all that the layers below it say about that key, lists included.
/// </summary>
/// <param name="Folder">See <see cref="GivenValue"/>.</param>
/// <param name="Values">In the order in which they stand there.</param>
internal sealed record ConfigurationLayer(string Folder, IReadOnlyList<GivenPart> Values)
{
    /// <summary>Of variables, those that begin so are ours; two underscores part the levels.</summary>
    public const string Prefix = "INTERLUDE_";

    private const long MaxFileBytes = 1 << 20;

    /// <summary>Reads a file of JSON with comments and trailing commas.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="JsonFault">It is not such JSON.</exception>
    public static ConfigurationLayer OfFile(string path)
    {
        var full = Path.GetFullPath(path);
        if (new FileInfo(full) is { Exists: true, Length: > MaxFileBytes })
        {
            throw new IOException($"it has more than {MaxFileBytes} bytes");
        }

        using var document = JsonFile.Parse(File.ReadAllBytes(full));
        var values = new List<GivenPart>();
        Flatten(document.RootElement, string.Empty, Path.GetFileName(full), values);
        return new ConfigurationLayer(Path.GetDirectoryName(full)!, values);
    }

    /// <param name="variables">All variables; those of others are passed over.</param>
    public static ConfigurationLayer OfEnvironment(IDictionary variables) => new(
        Environment.CurrentDirectory,
        [
            .. variables.Keys.Cast<string>()
                .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)   // the system gives them in no order
                .Select(name => new GivenPart(
                    name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal), (string?)variables[name] ?? string.Empty, GivenKind.Words, name)),
        ]);

    public static ConfigurationLayer OfCommandLine(IReadOnlyList<(string Path, string Text)> values)
    {
        var parts = new List<GivenPart>();
        foreach (var (path, text) in values)
        {
            parts.Add(new GivenPart(path, text, GivenKind.Words, "command line"));
        }

        return new(Environment.CurrentDirectory, parts);
    }

    private static void Flatten(JsonElement element, string path, string origin, List<GivenPart> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when path.Length > 0 && !element.EnumerateObject().Any():
                Add(string.Empty, GivenKind.EmptyObject);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(property.Value, Below(path, property.Name), origin, values);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                Add(string.Empty, GivenKind.EmptyList);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Flatten(item, Below(path, $"{index}"), origin, values);
                }

                break;
            case JsonValueKind.String:
                Add(element.GetString()!, GivenKind.Text);
                break;
            case JsonValueKind.True:
                Add("true", GivenKind.Switch);
                break;
            case JsonValueKind.False:
                Add("false", GivenKind.Switch);
                break;
            case JsonValueKind.Number:
                Add(element.GetRawText(), GivenKind.Number);
                break;
            case JsonValueKind.Null:
                Add(string.Empty, GivenKind.Null);
                break;
        }

        void Add(string text, GivenKind kind) => values.Add(new GivenPart(path, text, kind, origin));
    }

    /// <summary>The variable that gives a key.</summary>
    public static string VariableOf(string key) => Prefix + key.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
