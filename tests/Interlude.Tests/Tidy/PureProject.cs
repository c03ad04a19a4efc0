using System.Text;
using System.Text.RegularExpressions;

namespace Interlude.Tests.Tidy;

/// <summary>
/// A pure project in a folder of its own, under this repository's build files, that holds the statements of
/// Purity.Banned.txt and Purity.Allowed.txt; compiled once, and what the compiler said of each.
/// </summary>
/// <remarks>
/// In its copy of the banned symbols the reasons are replaced by line numbers, so that the compiler's words tell which line bit.
/// </remarks>
public sealed partial class PureProject : IAsyncLifetime
{
    private const string Bans = "eng/BannedSymbols.Pure.txt";

    private readonly Dictionary<string, List<int>> _bansByStatement = [];

    /// <summary>Statement, and the numbers of the lines of the ban list that the compiler held against it.</summary>
    internal IReadOnlyDictionary<string, List<int>> BansByStatement => _bansByStatement;

    internal static IReadOnlyList<string> Banned { get; } = Statements("Banned");

    internal static IReadOnlyList<string> Allowed { get; } = Statements("Allowed");

    /// <summary>Number (from 1) and text of each line that bans something.</summary>
    internal static IReadOnlyList<(int Number, string Text)> BanLines { get; } =
        [.. Lines(Bans).Select((text, index) => (index + 1, text)).Where(line => line.text.Length > 0 && !line.text.StartsWith('/'))];

    public async ValueTask InitializeAsync()
    {
        using var folder = new MadeUpTree();
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json" })
        {
            folder.Write(name, RepositoryTree.Here[name]);
        }

        folder.Write(Bans, string.Join('\n', Lines(Bans).Select((line, index) => line.Contains(';') ? $"{line[..line.IndexOf(';')]};ban {index + 1}." : line)));
        folder.Write("Pure.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><IsPure>true</IsPure></PropertyGroup></Project>""");
        folder.Write("Uses.cs", Source());

        // Not the locked restore of CI, for this project has no lock file; and no server that outlives the test.
        var environment = new Dictionary<string, string?> { ["CI"] = null, ["MSBUILDDISABLENODEREUSE"] = "1" };
        var (_, output) = await OutsideProgram.RunAsync(
            folder.Path, TimeSpan.FromMinutes(3), environment, "dotnet", "build", "-nologo", "-p:UseSharedCompilation=false",
            "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false", "-p:EnforceCodeStyleInBuild=false");

        Assert.DoesNotMatch(@": error (?!RS0030)", output);
        Assert.Matches("RS0030|Build succeeded", output);
        foreach (Match match in Diagnostic().Matches(output))
        {
            var statement = Banned.Concat(Allowed).ElementAt(int.Parse(match.Groups["line"].Value, null) - FirstLine);
            _bansByStatement.TryAdd(statement, []);
            _bansByStatement[statement].Add(int.Parse(match.Groups["ban"].Value, null));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private const int FirstLine = 5;

    private static string Source()
    {
        var source = new StringBuilder("""
            using System.Globalization; using System.Text;
            sealed record Name(string Text); readonly record struct Pair(int Number, string Text);
            static class Uses
            {

            """);
        foreach (var (index, statement) in Banned.Concat(Allowed).Index())
        {
            source.Append(null, $"static void Use{index}() {{ {statement} }}\n");
        }

        return source.Append("}\n").ToString();
    }

    private static List<string> Statements(string kind) =>
        [.. Lines($"tests/Interlude.Tests/Tidy/Purity.{kind}.txt").Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];

    private static string[] Lines(string path) => RepositoryTree.Here[path].Split('\n');

    [GeneratedRegex(@"Uses\.cs\((?<line>\d+),\d+\): \w+ RS0030: .* ban (?<ban>\d+)\.")]
    private static partial Regex Diagnostic();
}
