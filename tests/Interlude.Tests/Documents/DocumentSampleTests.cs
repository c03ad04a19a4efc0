using System.Text.RegularExpressions;
using Interlude.Lines;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.Documents;

/// <summary>The C# that documents show is code that was compiled and run: a part of Documents/Samples/, letter by letter
/// but for its indentation. The convention is in docs/TESTING.md.</summary>
public class DocumentSampleTests
{
    private const string Guide = "docs/LINES.md";
    private const string PackagePage = "src/Interlude.Lines/README.md";

    [Fact]
    public void Every_block_of_C_sharp_is_a_sample()
    {
        var code = Samples(RepositoryTree.Here).Select(sample => sample.Code).ToHashSet();

        Rule.Holds(Blocks(RepositoryTree.Here).Where(block => !code.Contains(block.Code)).Select(block => block.Where));
    }

    [Fact]
    public void Every_sample_is_shown()
    {
        var shown = Blocks(RepositoryTree.Here).Select(block => block.Code).ToHashSet();

        Rule.Holds(Samples(RepositoryTree.Here).Where(sample => !shown.Contains(sample.Code)).Select(sample => sample.Where));
    }

    [Fact]
    public void Indentation_does_not_matter_and_all_else_does()
    {
        var sample = Assert.Single(SampleRegion.InSource("a.cs", "x\n    // sample: one\n    if (a)\n\n        b();\n    // end\ny\n"));
        var blocks = SampleRegion.InDocument("A.md", "# A\n```csharp\nif (a)\n\n    b();\n```\n```text\nno\n```\n```csharp\nif (a)\n\n  b();\n```\n").ToList();

        Assert.Equal("a.cs: one", sample.Where);
        Assert.Equal(["A.md:2", "A.md:10"], blocks.Select(block => block.Where));
        Assert.Equal([true, false], blocks.Select(block => block.Code == sample.Code));
    }

    [Fact]
    public void The_package_page_leads_somewhere_and_fits_a_screen()
    {
        var page = RepositoryTree.Here[PackagePage];

        Assert.InRange(page.Split('\n').Length, 10, 130);
        foreach (Match link in Regex.Matches(page, @"\]\((?!https:)(?<target>[^)#]+)"))
        {
            Assert.True(File.Exists(Path.Combine(RepositoryTree.Root, "src/Interlude.Lines", link.Groups["target"].Value)), link.Value);
        }
    }

    [Fact]
    public void Every_link_within_the_guide_leads_to_a_heading()
    {
        var page = RepositoryTree.Here[Guide];
        var headings = Regex.Matches(page, "^## (.+)$", RegexOptions.Multiline)
            .Select(heading => Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), "[^a-z0-9 -]", "").Replace(' ', '-'));

        Rule.Holds(Regex.Matches(page, @"\]\(#([^)]+)\)").Select(link => link.Groups[1].Value).Except(headings));
    }

    [Fact]
    public void The_defaults_of_the_guide_are_those_of_the_code()
    {
        var connection = new LineConnectionOptions();
        var listener = new LineListenerOptions();
        var client = new LineClientOptions();
        var again = new ReconnectOptions();
        var tls = new TlsClientOptions();
        var alive = listener.Socket.KeepAlive!;

        Assert.Equal(
            [
                $"| `MaxLineBytes` | {connection.MaxLineBytes >> 10} KiB |",
                $"| `OutboxLimitBytes` | {connection.OutboxLimitBytes >> 20} MiB |",
                $"| `OutboxHighBytes`, `OutboxLowBytes` | {connection.OutboxHighBytes >> 10} KiB, {connection.OutboxLowBytes >> 10} KiB |",
                $"| `ReceiveBytes` | {connection.ReceiveBytes >> 10} KiB |",
                $"| `CloseTimeout` | {connection.CloseTimeout.TotalSeconds} s |",
                $"| `LingerTime`, `LingerBytes` | {connection.LingerTime.TotalSeconds} s, {connection.LingerBytes >> 20} MiB |",
                $"| `Backlog` | {listener.Backlog} |",
                $"| `MaxHandshakes` | {listener.MaxHandshakes:N0} |",
                $"| `HandshakeTimeout`, `CloseNotifyTimeout` | {tls.HandshakeTimeout.TotalSeconds} s, {tls.CloseNotifyTimeout.TotalSeconds} s |",
                $"| `KeepAlive` | {alive.Idle.TotalSeconds} s, {alive.Interval.TotalSeconds} s, {alive.Probes} |",
                $"| `ConnectTimeout` | {client.ConnectTimeout.TotalSeconds} s |",
                $"| `AttemptDelay` | {client.AttemptDelay.TotalMilliseconds} ms |",
                $"| `FirstPause`, `LongestPause` | {again.FirstPause.TotalMilliseconds} ms, {again.LongestPause.TotalSeconds} s |",
                $"| `LoginTimeout` | {again.LoginTimeout.TotalSeconds} s |",
            ],
            Regex.Matches(RepositoryTree.Here[Guide], @"^\| `[A-Z]\w+`(, `\w+`)? \| [0-9][^|]* \|", RegexOptions.Multiline).Select(row => row.Value));
        Assert.Null(connection.FirstLineTimeout ?? connection.IdleTimeout ?? connection.PartialLineTimeout ?? connection.WriteTimeout);
    }

    private static IEnumerable<SampleRegion> Samples(RepositoryTree tree) =>
        tree.Below("tests/Interlude.Tests/Documents/Samples/", ".cs").SelectMany(path => SampleRegion.InSource(path, tree[path]));

    private static IEnumerable<SampleRegion> Blocks(RepositoryTree tree) =>
        new[] { Guide, PackagePage }.SelectMany(path => SampleRegion.InDocument(path, tree[path]));
}
