using System.Text.RegularExpressions;

namespace Interlude.Tests.Tidy;

/// <summary>
/// What the banned symbols cannot see: a keyword (`double`, `lock`), a literal (`1.5`), a type that is only declared.
/// </summary>
public sealed partial class PureKeywordTests
{
    [Fact]
    public void No_pure_project_waits_locks_or_counts_in_floating_point()
    {
        Rule.Holds(Violations(RepositoryTree.Here));
    }

    [Theory]
    [InlineData("double share;")]
    [InlineData("var share = 1.5;")]
    [InlineData("var share = 1e3;")]
    [InlineData("var share = 2f;")]
    [InlineData("async void Go() { }")]
    [InlineData("lock (_gate) { }")]
    [InlineData("private Task? _pending;")]
    [InlineData("void Go(CancellationToken stop) { }")]
    public void It_bites(string code)
    {
        Assert.Single(Violations(PureTree(code)));
    }

    [Theory]
    [InlineData("var last = text[0..5];")]
    [InlineData("const int Mask = 0x1f;")]
    [InlineData("Say(\"a double lock\"); // async, 1.5")]
    [InlineData("var blockSize = 3; var tasks = 1;")]
    public void It_spares_ordinary_code(string code)
    {
        Assert.Empty(Violations(PureTree(code)));
    }

    private static RepositoryTree PureTree(string code) => new(
    [
        new("src/P/P.csproj", "<IsPure>true</IsPure>"),
        new("src/P/A.cs", code),
        new("src/Q/Q.csproj", ""),
        new("src/Q/B.cs", "double lock"),
    ]);

    private static IEnumerable<string> Violations(RepositoryTree tree) =>
        from project in tree.Below("src/", ".csproj")
        where tree[project].Contains("<IsPure>true</IsPure>")
        from path in tree.Below(project[..(project.LastIndexOf('/') + 1)], ".cs")
        from line in CodeText.Lines(tree[path], Impure())
        select $"{path}:{line.Number}: {line.Line.Trim()}";

    [GeneratedRegex(@"\b(double|float|Half|async|await|lock|volatile|dynamic|unsafe|Task|ValueTask|Thread|CancellationToken|Timer|Stream|Socket)\b" +
                    @"|(?<!\w)\d[\d_]*(\.\d|[eE][+-]?\d|[fFdD]\b)")]
    private static partial Regex Impure();
}
