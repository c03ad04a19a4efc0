using System.Text.RegularExpressions;

namespace Interlude.Tests.Documents;

/// <summary>A ```console block of a document: commands, and what each is said to print.</summary>
/// <param name="Document">The document's path in the repository.</param>
/// <param name="Line">The line of the block's fence, from 1.</param>
/// <param name="Commands">In the order of the block.</param>
internal sealed partial record ConsoleBlock(string Document, int Line, IReadOnlyList<ConsoleCommand> Commands)
{
    public static IEnumerable<ConsoleBlock> ReadAll(string document, string text) =>
        Block().Matches(text).Select(match => new ConsoleBlock(
            document,
            text[..match.Index].Count(c => c == '\n') + 1,
            [.. Read(match.Groups["body"].Value.TrimEnd('\n').Split('\n'), document)]));

    public override string ToString() => $"{Document}:{Line}";

    private static List<ConsoleCommand> Read(string[] lines, string document)
    {
        var commands = new List<ConsoleCommand>();
        foreach (var line in lines)
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                commands.Add(new ConsoleCommand(line[2..].TrimEnd(), []));
            }
            else if (commands is [.., { Text: [.., '\\'], Expected: [] } begun])
            {
                commands[^1] = begun with { Text = begun.Text[..^1] + line.Trim() };
            }
            else if (commands is [.., var last])
            {
                commands[^1] = last with { Expected = [.. last.Expected, line] };
            }
            else
            {
                throw new FormatException($"{document}: a console block begins with '$ command', not with '{line}'.");
            }
        }

        return commands;
    }

    [GeneratedRegex(@"^```console\n(?<body>[\s\S]*?)^```", RegexOptions.Multiline)]
    private static partial Regex Block();
}
