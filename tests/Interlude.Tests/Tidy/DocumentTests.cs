using System.Text.RegularExpressions;

namespace Interlude.Tests.Tidy;

/// <summary>Documents that hold together: links, titles, lengths, and nothing of the machine that they were written on.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        Rule.Holds(BrokenLinks(RepositoryTree.Here));
    }

    [Fact]
    public void Every_document_has_one_title()
    {
        Rule.Holds(WithoutOneTitle(RepositoryTree.Here));
    }

    [Fact]
    public void Every_fenced_block_says_what_it_is()
    {
        Rule.Holds(UnnamedFences(RepositoryTree.Here));
    }

    [Fact]
    public void The_README_is_a_screen_and_a_half()
    {
        Assert.InRange(RepositoryTree.Here["README.md"].Split('\n').Length, 10, 80);
    }

    [Fact]
    public void Nothing_names_a_path_or_a_registry_of_one_machine()
    {
        Rule.Holds(MachineWords(RepositoryTree.Here));
    }

    [Fact]
    public void Nothing_leads_out_of_the_repository()
    {
        Assert.DoesNotContain(Documents(RepositoryTree.Here), path => RepositoryTree.Here[path].Contains("`../"));
    }

    [Fact]
    public void Each_rule_bites()
    {
        var tree = new RepositoryTree(
        [
            new("README.md", "# One\n[a](docs/A.md) [b](docs/B.md#part) [c](https://example.org/x) [d](#one)\n```sh\nls\n```\n"),
            new("docs/A.md", "# One\n# Two\n```console\n# a comment\n```\n[up](../README.md) [home](/wo" + "rk/x)\n```\nplain\n```\n"),
            new("src/A.cs", "// see /ro" + "ot/x and /tm" + "p/x/y and api.nu" + "get.org"),
        ]);

        Assert.Equal(["README.md: docs/B.md#part", "docs/A.md: /wo" + "rk/x"], BrokenLinks(tree));
        Assert.Equal(["docs/A.md: 2"], WithoutOneTitle(tree));
        Assert.Equal(["README.md:3: sh", "docs/A.md:7: "], UnnamedFences(tree));
        Assert.Equal(4, MachineWords(tree).Count());
    }

    private static IEnumerable<string> Documents(RepositoryTree tree) => tree.Below("", ".md").Where(path => !path.Contains('/') || path.StartsWith("docs/", StringComparison.Ordinal));

    private static IEnumerable<string> BrokenLinks(RepositoryTree tree) =>
        from path in Documents(tree)
        from Match match in Link().Matches(tree[path])
        let target = match.Groups["target"].Value
        where !target.Contains(':') && !target.StartsWith('#')
        let file = Resolve(path, target.Split('#')[0])
        where !tree.Has(file) && !tree.Paths.Any(other => other.StartsWith(file.TrimEnd('/') + "/", StringComparison.Ordinal))
        select $"{path}: {target}";

    private static IEnumerable<string> WithoutOneTitle(RepositoryTree tree) =>
        from path in Documents(tree)
        let titles = Fence().Replace(tree[path], "").Split('\n').Count(line => line.StartsWith("# ", StringComparison.Ordinal))
        where titles != 1
        select $"{path}: {titles}";

    // A block that no test runs says so by its kind; one without a kind, or with a shell's name, would only look like it.
    private static IEnumerable<string> UnnamedFences(RepositoryTree tree) =>
        from path in Documents(tree)
        from Match match in Fence().Matches(tree[path])
        let kind = match.Groups["kind"].Value
        where kind is "" or "sh" or "bash" or "shell"
        select $"{path}:{tree[path][..match.Index].Count(c => c == '\n') + 1}: {kind}";

    private static IEnumerable<string> MachineWords(RepositoryTree tree) =>
        from path in tree.Paths
        from Match match in MachineWord().Matches(tree[path])
        select $"{path}: {match.Value}";

    private static string Resolve(string from, string target)
    {
        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^ *```(?<kind>[^\n]*)\n[\s\S]*?^ *``` *$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<![\w.])/wor[k]/|(?<![\w.])/roo[t]/|(?<![\w.])/tm[p]/[\w.-]+/|\b(api\.|www\.)?nuge[t]\.org|registry\.np[m]js\.org|deb\.debia[n]\.org|pyp[i]\.org")]
    private static partial Regex MachineWord();
}
