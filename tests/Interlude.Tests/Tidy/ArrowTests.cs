using System.Text.RegularExpressions;

namespace Interlude.Tests.Tidy;

/// <summary>Who may know whom: the picture of docs/ARCHITECTURE.md, "Projects and arrows".</summary>
public sealed partial class ArrowTests
{
    /// <summary>The picture, word for word. When it changes there, it and <see cref="Arrows"/> change here.</summary>
    private const string Picture = """
        Lines  ◄── Host ──► Server ──► World          Client ──► Lines, Irc   Host ──► Client
                              └──────► Irc            Simulation ──► Server, Lines     Tests ──► all
        """;

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["src/Interlude.Lines"] = [],
        ["src/Interlude.Irc"] = [],
        ["src/Interlude.World"] = [],
        ["src/Interlude.Server"] = ["Irc", "World"],
        ["src/Interlude.Client"] = ["Irc", "Lines"],
        ["src/Interlude.Host"] = ["Client", "Lines", "Server"],
        ["tests/Interlude.Simulation"] = ["Lines", "Server"],
    };

    private static readonly string[] Pure = ["src/Interlude.Irc", "src/Interlude.Server", "src/Interlude.World"];

    [Fact]
    public void The_arrows_are_those_of_the_picture()
    {
        Assert.Contains(Picture, RepositoryTree.Here["docs/ARCHITECTURE.md"]);
    }

    [Fact]
    public void A_project_references_what_the_picture_says_and_nothing_else()
    {
        var here = RepositoryTree.Here;

        foreach (var (folder, targets) in Arrows)
        {
            Assert.Equal(targets, References(here, folder));
        }

        Assert.Empty(here.Below("src/", ".csproj").Select(Folder).Except(Arrows.Keys));
    }

    [Fact]
    public void A_pure_project_says_so_and_has_no_package()
    {
        foreach (var folder in Arrows.Keys)
        {
            var project = RepositoryTree.Here[ProjectFile(folder)];

            Assert.Equal(Pure.Contains(folder), project.Contains("<IsPure>true</IsPure>"));
            Assert.False(Pure.Contains(folder) && project.Contains("PackageReference"), $"{folder} is pure and has a package.");
        }
    }

    [Fact]
    public void No_source_names_a_project_against_the_arrows()
    {
        Rule.Holds(Violations(RepositoryTree.Here));
    }

    [Theory]
    [InlineData("src/Interlude.World/A.cs", "using Interlude.Irc;")]
    [InlineData("src/Interlude.Client/A.cs", "global::Interlude.Server.ChatServer server;")]
    [InlineData("src/Interlude.Lines/A.cs", "using W = Interlude.World;")]
    [InlineData("tests/Interlude.Simulation/A.cs", "using Interlude.Host;")]
    public void It_bites(string path, string code)
    {
        Assert.Single(Violations(new RepositoryTree([new(path, code)])));
    }

    [Theory]
    [InlineData("src/Interlude.World/A.cs", "namespace Interlude.World.Names; // unlike Interlude.Irc")]
    [InlineData("src/Interlude.Host/A.cs", "using Interlude.World;")]
    [InlineData("tests/Interlude.Simulation/A.cs", "using Interlude.World; namespace Interlude.Simulation;")]
    public void It_spares_what_the_arrows_reach(string path, string code)
    {
        Assert.Empty(Violations(new RepositoryTree([new(path, code)])));
    }

    private static IEnumerable<string> Violations(RepositoryTree tree) =>
        from folder in Arrows.Keys
        let reached = Reached(folder)
        from path in tree.Below(folder + "/", ".cs")
        from Match match in ProjectName().Matches(CodeText.Of(tree[path]))
        where !reached.Contains(match.Groups["name"].Value)
        select $"{path} names {match.Value}";

    /// <summary>A project's own name and, following the arrows, those it may name.</summary>
    private static HashSet<string> Reached(string folder)
    {
        var reached = new HashSet<string> { folder[(folder.IndexOf('.') + 1)..] };
        foreach (var target in Arrows[folder])
        {
            reached.UnionWith(Reached("src/Interlude." + target));
        }

        return reached;
    }

    private static IEnumerable<string> References(RepositoryTree tree, string folder) =>
        ProjectReference().Matches(tree[ProjectFile(folder)]).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);

    private static string ProjectFile(string folder) => $"{folder}/{folder[(folder.IndexOf('/') + 1)..]}.csproj";

    private static string Folder(string path) => path[..path.LastIndexOf('/')];

    [GeneratedRegex(@"\bInterlude\.(?<name>Lines|Irc|World|Server|Client|Host|Simulation|Tests)\b")]
    private static partial Regex ProjectName();

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/Interlude\.(?<name>\w+)\.csproj""")]
    private static partial Regex ProjectReference();
}
