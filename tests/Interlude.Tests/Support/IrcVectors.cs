using System.Text;
using System.Text.Json;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.Support;

/// <summary>The vectors of Irc/Vectors: what the IRC parser tests ask of everybody.</summary>
internal static class IrcVectors
{
    internal static IEnumerable<JsonElement> Read(string name)
    {
        var path = Path.Combine(RepositoryTree.Root, "tests/Interlude.Tests/Irc/Vectors", name + ".json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("tests").Clone().EnumerateArray();
    }

    /// <summary>A text of a vector as bytes; null if there is none.</summary>
    internal static byte[]? Bytes(this JsonElement vector, string property) =>
        vector.TryGetProperty(property, out var value) ? Encoding.UTF8.GetBytes(value.GetString()!) : null;

    internal static List<string> Texts(this JsonElement vector, string property) =>
        vector.TryGetProperty(property, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    internal static Dictionary<string, string> Map(this JsonElement vector, string property) =>
        vector.TryGetProperty(property, out var values)
            ? values.EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetString()!)
            : [];
}
