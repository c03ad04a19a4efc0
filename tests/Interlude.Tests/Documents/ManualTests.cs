using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Interlude.Host;
using Interlude.Host.Connecting;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.Documents;

/// <summary>The manual of <c>interlude connect</c> is one (mdoc(7)), and says of options, exit codes and examples what the
/// program does.</summary>
public sealed partial class ManualTests
{
    private const string Path = "docs/interlude-connect.1";

    private static string Source => RepositoryTree.Here[Path];

    [Theory]
    [InlineData("mandoc", "-T", "lint", "-W", "warning")]
    [InlineData("groff", "-mdoc", "-ww", "-z", "-Tutf8")]
    public async Task It_renders_without_a_warning(string program, params string[] arguments) =>
        Assert.Equal((0, ""), await RunAsync(program, [.. arguments, Path]));

    [Fact]
    public void It_has_every_option_of_the_command_with_what_it_takes_and_no_other()
    {
        var options = ConnectCommand.Create().Options.Where(option => option is not HelpOption)
            .Select(option => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName}");

        var described = OptionItem().Matches(Section("OPTIONS"))
            .Select(item => $"-{item.Groups["name"].Value} {item.Groups["takes"].Value.Trim('"')}".Replace("\\", "", StringComparison.Ordinal).TrimEnd());

        Assert.Equal(options.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_that_it_speaks_of_are_among_them()
    {
        var names = ConnectCommand.Create().Options.Select(option => option.Name).ToHashSet();

        Assert.All(OptionSpokenOf().Matches(Source).Select(match => "-" + match.Groups["name"].Value.Replace("\\", "", StringComparison.Ordinal)), name => Assert.Contains(name, names));
    }

    [Fact]
    public void It_has_every_exit_code_and_no_other()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (int)code.GetRawConstantValue()!);

        var described = ExitItem().Matches(Section("EXIT STATUS")).Select(item => int.Parse(item.Groups["code"].Value, CultureInfo.InvariantCulture));

        Assert.Equal(codes.Order(), described);
    }

    // As rendered, for that is what readers copy: a renderer must not have made typographic characters of them.
    [Theory]
    [InlineData("mandoc", "-T", "utf8", "-O", "width=200")]
    [InlineData("groff", "-mdoc", "-Tutf8", "-P-cbou", "-rLL=200n")]
    public async Task Its_examples_can_be_given_to_the_command_and_those_of_the_help_are_among_them(string program, params string[] arguments)
    {
        var (_, text) = await RunAsync(program, [.. arguments, Path]);

        var shown = Regex.Replace(text, ".\b", "").Split('\n').SkipWhile(line => line != "EXAMPLES")
            .TakeWhile(line => line != "SEE ALSO").Select(line => line.Trim()).Where(IsCommandLine).ToList();

        Assert.All(shown, line => Assert.Empty(Parse(line).Errors));
        Assert.Empty(ConnectExamples.Text.Split('\n').Select(line => line.Trim()).Where(IsCommandLine).Except(shown));
    }

    private static bool IsCommandLine(string line) => line.Contains("interlude connect", StringComparison.Ordinal);

    private static ParseResult Parse(string line)
    {
        var ours = line[line.IndexOf("interlude connect", StringComparison.Ordinal)..].Split(" < ")[0];
        return new RootCommand { ConnectCommand.Create() }.Parse([.. CommandLineParser.SplitCommandLine(ours.Replace('\'', '"')).Skip(1)]);
    }

    private static string Section(string name) =>
        Regex.Match(Source, $@"^\.Sh {name}\n(?<body>[\s\S]*?)^\.Sh ", RegexOptions.Multiline).Groups["body"].Value;

    private static Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments) =>
        OutsideProgram.RunAsync(RepositoryTree.Root, TimeSpan.FromMinutes(1), new Dictionary<string, string?>(), Requires.Program(program), arguments);

    [GeneratedRegex(@"^\.It Fl (?<name>\S+)(?: Ar (?<takes>.+))?$", RegexOptions.Multiline)]
    private static partial Regex OptionItem();

    [GeneratedRegex(@"^\.(?:\w\w )*Fl (?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex OptionSpokenOf();

    [GeneratedRegex(@"^\.It (?<code>\S+)$", RegexOptions.Multiline)]
    private static partial Regex ExitItem();
}
