using Interlude.Tests.Tidy;

namespace Interlude.Tests.Documents;

/// <summary>What README.md and docs/ tell a reader to type does what they say. The convention is in docs/TESTING.md.</summary>
public sealed class DocumentCommandTests
{
    // The commands that run this test, and those that take minutes.
    private static readonly string[] NotRun = ["eng/test", ".ci/run", "eng/fault all", "git clone"];

    /// <summary>Each block by document and line. The rows of a test run one after the other: they may share a port.</summary>
    public static TheoryData<string> BlockNames => [.. Blocks().Select(block => block.ToString())];

    [Theory]
    [MemberData(nameof(BlockNames))]
    public async Task A_console_block_does_what_it_says(string name)
    {
        var block = Blocks().Single(block => block.ToString() == name);
        var missing = Missing(block);
        Assert.SkipUnless(missing is null, $"{block} needs {missing}, which is not installed (eng/packages.txt).");

        await RunAsync(block);
    }

    [Theory]
    [InlineData("$ echo a; echo b\na\nb")]
    [InlineData("$ echo one two three\none … three")]
    [InlineData("$ seq 9\n1\n…\n9")]
    [InlineData("$ printf 'no end'\nno end")]
    [InlineData("$ cat LICENSE \\\n  | head -n 1\nMIT License")]
    [InlineData("$ { sleep 0.2; echo ready; sleep 60; } &\nready\n$ echo after\nafter")]
    [InlineData("$ false; echo $?\n1")]
    public async Task A_true_block_passes(string body)
    {
        await RunAsync(Assert.Single(ConsoleBlock.ReadAll("made up", $"```console\n{body}\n```\n")));
    }

    [Theory]
    [InlineData("$ echo a\nb")]
    [InlineData("$ echo a")]
    [InlineData("$ echo a\na\nb")]
    [InlineData("$ false")]
    [InlineData("$ true &\n$ sleep 0.5")]
    public async Task A_false_block_fails(string body)
    {
        var block = Assert.Single(ConsoleBlock.ReadAll("made up", $"```console\n{body}\n```\n"));

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => RunAsync(block));
    }

    [Fact]
    public void Only_console_blocks_are_commands()
    {
        var blocks = ConsoleBlock.ReadAll("made up", "# Title\n```text\n$ rm\n```\n\n```console\n$ echo a &\na\n$ echo b\n```\n");

        var block = Assert.Single(blocks);
        Assert.Equal(6, block.Line);
        Assert.Equal(["echo a &", "echo b"], block.Commands.Select(command => command.Text));
        Assert.Equal([true, false], block.Commands.Select(command => command.IsInBackground));
    }

    private static IEnumerable<ConsoleBlock> Blocks() =>
        from path in RepositoryTree.Here.Below("", ".md")
        where path == "README.md" || path.StartsWith("docs/", StringComparison.Ordinal)
        from block in ConsoleBlock.ReadAll(path, RepositoryTree.Here[path])
        select block;

    private static async Task RunAsync(ConsoleBlock block)
    {
        var commands = block.Commands.Where(command => !NotRun.Any(name => command.Text.StartsWith(name, StringComparison.Ordinal)));
        await using var terminal = await Terminal.OpenAsync(RepositoryTree.Root);
        foreach (var command in commands)
        {
            await terminal.RunAsync(command);
        }

        await terminal.CloseAsync();
    }

    private static string? Missing(ConsoleBlock block) =>
        RepositoryTree.Here["eng/packages.txt"].Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ')[0])
            .FirstOrDefault(program => block.Commands.Any(command => command.Text.Split(' ').Contains(program)) && !OutsideProgram.IsInstalled(program));
}
