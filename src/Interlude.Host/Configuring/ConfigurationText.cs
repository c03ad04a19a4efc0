using System.Text;

namespace Interlude.Host.Configuring;

/// <summary>The documentation of the keys, made of the keys: the example file and the table of docs/OPERATING.md.</summary>
internal static class ConfigurationText
{
    private const int Width = 110;

    /// <summary>A file in which each key stands with its default, or, where that would say nothing, as a comment.</summary>
    public static string Example()
    {
        var text = new StringBuilder("""
            // An example of a configuration of Interlude: each key with its meaning, unit and default. Keys that are left out
            // have their defaults. The file is JSON with comments and trailing commas; docs/OPERATING.md says more.
            //
            // "Reloadable" keys are in force when the file is read anew (SIGHUP, REHASH); the others at the next start.
            {

            """);
        Write(text, ConfigurationKeys.All, depth: 0, section: string.Empty);
        return text.Append("}\n").ToString();
    }

    /// <summary>Rows of Markdown, the heading with them.</summary>
    public static string Table()
    {
        var text = new StringBuilder("| key | meaning | default | must be | reloadable |\n|---|---|---|---|---|\n");
        foreach (var key in ConfigurationKeys.All)
        {
            var unit = key.Unit.Length > 0 ? $" In {key.Unit}." : string.Empty;
            text.Append($"| `{key.Name}` | {key.Meaning}{unit} | {(key.Default is { } value ? $"`{value}`" : "none")} | {key.Allowed} | {(key.IsReloadable ? "yes" : "no")} |\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, IEnumerable<ConfigurationKey> keys, int depth, string section)
    {
        var indent = new string(' ', 2 * (depth + 1));
        foreach (var (index, group) in keys.GroupBy(key => key.Name[section.Length..].Split('.')[0]).Index())
        {
            text.Append(index > 0 ? "\n" : string.Empty);
            if (group.First().Name.Length == section.Length + group.Key.Length)
            {
                Write(text, group.First(), group.Key, indent);
            }
            else
            {
                text.Append($"{indent}\"{group.Key}\": {{\n");
                Write(text, group, depth + 1, $"{section}{group.Key}.");
                text.Append($"{indent}}},\n");
            }
        }
    }

    private static void Write(StringBuilder text, ConfigurationKey key, string name, string indent)
    {
        foreach (var paragraph in new[]
        {
            key.Meaning,
            $"Must be: {key.Allowed}.{(key.Unit.Length > 0 ? $" Unit: {key.Unit}." : string.Empty)}",
            $"Default: {key.Default ?? "none"}. {(key.IsReloadable ? "Reloadable." : "Not reloadable.")}",
        })
        {
            foreach (var line in Wrap(paragraph))
            {
                text.Append($"{indent}// {line}\n");
            }
        }

        text.Append($"{indent}{(key.Sample is null ? string.Empty : "// ")}\"{name}\": {key.Sample ?? key.Default},\n");
    }

    private static IEnumerable<string> Wrap(string paragraph)
    {
        var line = new StringBuilder();
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
        }

        yield return line.ToString();
    }
}
