using System.Text.RegularExpressions;

namespace Interlude.Tests.Tidy;

/// <summary>A stranger finds the place by its name: files, folders, namespaces and the tests that mirror them.</summary>
public sealed partial class FileNameTests
{
    private const int MaxLines = 400; // Nine in ten files of code that we admire are below it.

    [Fact]
    public void A_source_file_declares_the_type_that_it_is_named_after()
    {
        Rule.Holds(Misnamed(RepositoryTree.Here));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        Rule.Holds(Misplaced(RepositoryTree.Here));
    }

    [Fact]
    public void Each_command_has_its_test_of_the_same_name()
    {
        Rule.Holds(Untested(RepositoryTree.Here));
    }

    [Fact]
    public void No_source_file_is_too_long()
    {
        Rule.Holds(TooLong(RepositoryTree.Here));
    }

    [Fact]
    public void No_name_is_a_bag()
    {
        Rule.Holds(Bags(RepositoryTree.Here));
    }

    [Fact]
    public void No_work_is_left_for_later_in_the_code()
    {
        Rule.Holds(Postponed(RepositoryTree.Here));
    }

    [Fact]
    public void Each_rule_bites()
    {
        var tree = new RepositoryTree(
        [
            new("src/Interlude.World/Names/Fold.cs", "namespace Interlude.World;\nclass Folding { }\n// TO" + "DO: fold"),
            new("src/Interlude.World/Command.cs", "namespace Interlude.World;\nabstract record Command { sealed record Join(int Channel) : Command; }"),
            new("src/Interlude.World/ChatWorld.Join.cs", "namespace Interlude.World;\npartial class World { }"),
            new("src/Interlude.Server/Dialects/Plain/Commands/Who.cs", "namespace Interlude.Server.Dialects.Plain.Commands;\nclass Who { }"),
            new("src/Interlude.Host/Common/ListenerManager.cs", "namespace Interlude.Host.Common;\nclass ListenerManager { }" + new string('\n', 400)),
        ]);

        Assert.Equal(["src/Interlude.World/ChatWorld.Join.cs declares no ChatWorld", "src/Interlude.World/Names/Fold.cs declares no Fold"], Misnamed(tree));
        Assert.Equal(["src/Interlude.World/Names/Fold.cs is not in namespace Interlude.World.Names"], Misplaced(tree));
        Assert.Equal(["tests/Interlude.Tests/World/JoinTests.cs", "tests/Interlude.Tests/Server/Dialects/Plain/Commands/WhoTests.cs"], Untested(tree));
        Assert.Equal(["src/Interlude.Host/Common/ListenerManager.cs: 402 lines"], TooLong(tree));
        Assert.Equal(["src/Interlude.Host/Common/ListenerManager.cs: Common", "src/Interlude.Host/Common/ListenerManager.cs: ListenerManager"], Bags(tree));
        Assert.Equal(["src/Interlude.World/Names/Fold.cs:3"], Postponed(tree));
    }

    [Fact]
    public void Each_rule_spares_a_decent_tree()
    {
        var tree = new RepositoryTree(
        [
            new("src/Interlude.Host/Program.cs", "return 0;"),
            new("src/Interlude.World/Names/Fold.cs", "namespace Interlude.World.Names;\npublic readonly record struct Fold(string Text);"),
            new("src/Interlude.World/Names/Tables.g.cs", "class Anything { } // HA" + "CK"),
            new("src/Interlude.World/ChatWorld.cs", "namespace Interlude.World;\npublic sealed partial class ChatWorld { }"),
            new("src/Interlude.World/ChatWorld.Join.cs", "namespace Interlude.World;\npartial class ChatWorld { }"),
            new("src/Interlude.World/ChatWorld.Views.cs", "namespace Interlude.World;\npartial class ChatWorld { }"),
            new("src/Interlude.World/Command.cs", "namespace Interlude.World;\nabstract record Command { sealed record Join(int Channel) : Command; }"),
            new("src/Interlude.Server/Dialects/Plain/Commands/PlainCommand.cs", "namespace Interlude.Server.Dialects.Plain.Commands;\ninternal abstract class PlainCommand { }"),
            new("src/Interlude.Lines/Transports/OnClosed.cs", "namespace Interlude.Lines.Transports;\ndelegate ValueTask<int> OnClosed();"),
            new("tests/Interlude.Tests/World/JoinTests.cs", ""),
        ]);

        Assert.Empty(Misnamed(tree));
        Assert.Empty(Misplaced(tree));
        Assert.Empty(Untested(tree));
        Assert.Empty(Bags(tree));
        Assert.Empty(Postponed(tree));
    }

    /// <summary>`ChatWorld.Join.cs` holds a part of ChatWorld; top-level statements have no name to declare.</summary>
    private static IEnumerable<string> Misnamed(RepositoryTree tree) =>
        from path in tree.Below("src/", ".cs")
        let name = FileName(path).Split('.')[0]
        where name != "Program" && !Declared(tree[path]).Contains(name)
        select $"{path} declares no {name}";

    private static IEnumerable<string> Misplaced(RepositoryTree tree) =>
        from path in tree.Below("src/", ".cs").Concat(tree.Below("tests/", ".cs"))
        let space = Folder(path)[(path.IndexOf('/') + 1)..].Replace('/', '.')
        where FileName(path) is not ("Program.cs" or "StartupHook.cs")   // the runtime looks for both outside of namespaces
            && tree[path].Length > 0 && !Regex.IsMatch(tree[path], $@"^namespace {Regex.Escape(space)};", RegexOptions.Multiline)
        select $"{path} is not in namespace {space}";

    /// <summary>The rule of each command, and each command of the plain dialect but what they have in common (an abstract type).</summary>
    private static IEnumerable<string> Untested(RepositoryTree tree)
    {
        var wishes = tree.Has("src/Interlude.World/Command.cs") ? Declared(tree["src/Interlude.World/Command.cs"]).ToHashSet() : [];
        var rules = tree.Below("src/Interlude.World/ChatWorld.", ".cs")
            .Select(path => FileName(path).Split('.')[1])
            .Where(wishes.Contains)
            .Select(name => $"tests/Interlude.Tests/World/{name}Tests.cs");
        var commands = tree.Below("src/Interlude.Server/Dialects/Plain/Commands/", ".cs")
            .Where(path => !Regex.IsMatch(CodeText.Of(tree[path]), $@"\b(abstract [\w ]*|interface |delegate [\w<>?, ]*)\b{FileName(path)[..^3]}\b"))
            .Select(path => $"tests/Interlude.Tests/Server/Dialects/Plain/Commands/{FileName(path)[..^3]}Tests.cs");

        return rules.Concat(commands).Where(test => !tree.Has(test));
    }

    private static IEnumerable<string> TooLong(RepositoryTree tree) =>
        from path in tree.Below("src/", ".cs")
        let lines = tree[path].Split('\n').Length
        where lines > MaxLines
        select $"{path}: {lines} lines";

    private static IEnumerable<string> Bags(RepositoryTree tree) =>
        from path in tree.Below("", ".cs")
        from name in Folder(path).Split('/').Concat(Declared(tree[path]))
        where Bag().IsMatch(name)
        select $"{path}: {name}";

    private static IEnumerable<string> Postponed(RepositoryTree tree) =>
        from path in tree.Paths
        where !path.EndsWith(".md", StringComparison.Ordinal) && !path.EndsWith(".g.cs", StringComparison.Ordinal)
        from line in tree[path].Split('\n').Index()
        where Later().IsMatch(line.Item)
        select $"{path}:{line.Index + 1}";

    private static IEnumerable<string> Declared(string source) =>
        Declaration().Matches(CodeText.Of(source)).Select(match => match.Groups["name"].Value);

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Folder(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : "";

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum|delegate\s+[\w<>?\[\],. ]+?)\s+(?<name>\w+)\s*[<({:;]|\b(?:class|struct|record|interface|enum)\s+(?<name>\w+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Common|Managers?)$")]
    private static partial Regex Bag();

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HAC[K])\b")]
    private static partial Regex Later();
}
