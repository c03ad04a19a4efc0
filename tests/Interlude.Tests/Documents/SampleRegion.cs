namespace Interlude.Tests.Documents;

/// <summary>Code that a document shows: in a source between <c>// sample: name</c> and <c>// end</c>, or in a document as a
/// block of the kind <c>csharp</c>.</summary>
/// <param name="Where">The document with the line of the fence, or the name of the sample.</param>
/// <param name="Code">Without the indentation that all its lines share.</param>
internal sealed record SampleRegion(string Where, string Code)
{
    private const string Mark = "// sample: ";

    public static IEnumerable<SampleRegion> InSource(string path, string text) =>
        Between(text, line => line.StartsWith(Mark, StringComparison.Ordinal), "// end")
            .Select(found => new SampleRegion($"{path}: {found.First.Trim()[Mark.Length..]}", found.Code));

    public static IEnumerable<SampleRegion> InDocument(string path, string text) =>
        Between(text, line => line == "```csharp", "```")
            .Select(found => new SampleRegion($"{path}:{found.Number}", found.Code));

    private static IEnumerable<(int Number, string First, string Code)> Between(string text, Func<string, bool> begins, string end)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!begins(lines[i].Trim()))
            {
                continue;
            }

            var first = i;
            while (++i < lines.Length && lines[i].Trim() != end)
            {
            }

            Assert.True(i < lines.Length, $"'{lines[first].Trim()}' has no '{end}'.");
            yield return (first + 1, lines[first], Unindented(lines[(first + 1)..i]));
        }
    }

    private static string Unindented(string[] lines)
    {
        var shared = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > shared ? line[shared..].TrimEnd() : ""));
    }
}
