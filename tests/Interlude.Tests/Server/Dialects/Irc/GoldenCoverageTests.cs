using System.Text.RegularExpressions;
using Interlude.Server.Dialects.Irc;
using Interlude.Server.Dialects.Irc.Commands;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>Each verb and each capability is in a golden transcript, and each transcript says which document decides.</summary>
public sealed partial class GoldenCoverageTests
{
    private static readonly string Folder = Path.Combine(RepositoryTree.Root, "tests", "Interlude.Tests", "Golden", "Irc");

    private static readonly Dictionary<string, string[]> Transcripts = Directory.EnumerateFiles(Folder, "*.txt")
        .ToDictionary(path => Path.GetFileName(path), File.ReadAllLines, StringComparer.Ordinal);

    [Fact]
    public void Every_verb_is_sent_in_one()
    {
        var sent = Transcripts.Values.SelectMany(lines => lines).Select(line => Sent().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["verb"].Value.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], IrcCommand.All.Select(command => command.Verb).Where(verb => !sent.Contains(verb)));
    }

    [Fact]
    public void Every_capability_is_asked_for_in_one()
    {
        var asked = Transcripts.Values.SelectMany(lines => lines).Select(line => Asked().Match(line)).Where(match => match.Success)
            .SelectMany(match => match.Groups["names"].Value.Split(' ')).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], Capability.All.Select(capability => capability.Name).Where(name => !asked.Contains(name)));
    }

    [Fact]
    public void Each_says_which_document_decides_or_that_there_is_none() =>
        Assert.Equal([], Transcripts.Where(file => !file.Value.Any(line => line.StartsWith("# ", StringComparison.Ordinal) && Source().IsMatch(line)))
            .Select(file => file.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_is_played_by_a_test()
    {
        var tests = string.Join('\n', RepositoryTree.Here.Below("tests/Interlude.Tests/", ".cs").Select(path => RepositoryTree.Here[path]));

        Assert.Equal([], Transcripts.Keys.Where(name => !tests.Contains($"\"Irc/{name}\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^[^ ]+> (@[^ ]+ +)?(:[^ ]+ +)?(?<verb>[A-Za-z]+)")]
    private static partial Regex Sent();

    [GeneratedRegex(@"^(\+\+ [^ ]+ |[^ ]+> (@[^ ]+ )?CAP REQ :?)(?<names>.*)$")]
    private static partial Regex Asked();

    [GeneratedRegex(@"https://|RFC [0-9]+|draft-[a-z]+-|[Nn]o document")]
    private static partial Regex Source();
}
