using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Interlude.Irc;
using Interlude.Server;
using Interlude.Server.Dialects.Irc;
using Interlude.Server.Dialects.Irc.Commands;
using Interlude.Tests.Tidy;
using Interlude.World;

namespace Interlude.Tests.Documents;

/// <summary>
/// The tables about IRC in docs/PROTOCOLS.md are the code's own. <c>UPDATE_GOLDEN=1</c> writes them into the document.
/// </summary>
public sealed partial class IrcProtocolsTests
{
    private static readonly string Document = Path.Combine(RepositoryTree.Root, "docs", "PROTOCOLS.md");

    private static readonly (string Heading, Func<IEnumerable<string>> Rows)[] Tables =
    [
        ("### Verbs", VerbRows),
        ("### Capabilities", CapabilityRows),
        ("### Modes of channels", ChannelModeRows),
        ("### Modes of users", UserModeRows),
        ("### ISUPPORT", TokenRows),
        ("### Numerics", NumericRows),
        ("### Standard replies", FailRows),
    ];

    [Fact]
    public void The_tables_say_what_the_code_says()
    {
        var written = File.ReadAllText(Document);
        var expected = Tables.Aggregate(written, (page, table) => WithTable(page, table.Heading, string.Join('\n', table.Rows())));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Document, expected);
        }

        Assert.Equal(expected, written);
    }

    // The rows below a table's head, to the empty line that ends it.
    private static string WithTable(string page, string heading, string rows)
    {
        var start = page.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no \"{heading}\".");
        var head = page.IndexOf("\n|---", start, StringComparison.Ordinal);
        var first = page.IndexOf('\n', head + 1) + 1;
        var end = page.IndexOf("\n\n", first - 1, StringComparison.Ordinal);
        return $"{page[..first]}{rows}{page[end..]}";
    }

    private static IEnumerable<string> VerbRows() => IrcCommand.All.Select(command =>
        $"| `{command.Usage.Replace("|", @"\|", StringComparison.Ordinal)}` | {command.Help} | {IrcSpecifications.OfVerb(command.Verb)} |");

    private static IEnumerable<string> CapabilityRows() => Capability.All.Select(capability =>
        $"| `{capability.Spell(new ServerOptions { Incarnation = default, Policy = new WorldPolicy() }, hasValue: true)}` | {IrcSpecifications.OfCapability(capability.Name)} |");

    private static IEnumerable<string> ChannelModeRows() =>
        ChannelModes.Traits.Select(mode => (mode.Letter, "", mode.Meaning))
            .Concat(ChannelModes.Lists.Select(mode => (mode.Letter, " mask", mode.Meaning)))
            .Append((ChannelModes.Forward, " channel", "where those are sent who cannot join"))
            .Append((ChannelModes.Key, " key", "what one needs to join; always shown as `*`"))
            .Append((ChannelModes.Limit, " number", "the most members"))
            .Concat(ChannelModes.Ranks.Select(mode => (mode.Letter, " nick", $"`{mode.Prefix}`, {mode.Meaning}")))
            .Select(row => $"| `{row.Item1}{row.Item2}` | {row.Item3} | {IrcSpecifications.OfChannelMode(row.Item1)} |");

    private static IEnumerable<string> UserModeRows() => UserModeLetters.All.Select(mode => (mode.Letter, mode.Meaning))
        .Append((UserModeLetters.Operator, "a server operator; only OPER sets it"))
        .Select(row => $"| `{row.Item1}` | {row.Item2} | {IrcSpecifications.OfUserMode(row.Item1)} |");

    private static IEnumerable<string> TokenRows()
    {
        var options = new ServerOptions { Incarnation = default, Policy = new WorldPolicy() };
        return Isupport.Tokens(options, options.Policy).All.Select(token => Encoding.UTF8.GetString(token.Span))
            .Select(token => $"| `{token}` | {IrcSpecifications.OfToken(token.Split('=')[0])} |");
    }

    private static IEnumerable<string> NumericRows() => Sources()
        .SelectMany(source => NumericName().Matches(source)).Select(match => match.Groups[1].Value).Distinct()
        .Select(name => (Number: (int)Enum.Parse<Numeric>(name), name)).OrderBy(numeric => numeric.Number)
        .Select(row => string.Create(
            CultureInfo.InvariantCulture, $"| {row.Number:000} | {row.name} | {IrcSpecifications.OfNumeric(row.Number)} |"));

    private static IEnumerable<string> FailRows() => Sources()
        .SelectMany(source => FailCode().Matches(source))
        .Select(match => $"| `{(match.Groups["verb"].Success ? match.Groups["verb"].Value : "BATCH")}` | `{match.Groups["code"].Value}` |")
        .Select(row => row.Replace("{VerbOf(message)}", "any verb", StringComparison.Ordinal))
        .Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources() => RepositoryTree.Here
        .Below("src/Interlude.Server/Dialects/Irc/", ".cs").Select(path => RepositoryTree.Here[path]);

    [GeneratedRegex(@"\bNumeric\.((?:RPL|ERR)_[A-Z0-9_]+)")]
    private static partial Regex NumericName();

    [GeneratedRegex(@"(?:Fail\(\$""|FAIL )(?<verb>[A-Z]+|\{VerbOf\(message\)\}) (?<code>[A-Z0-9_]{5,})|Break\(\$""(?<code>[A-Z_]+)")]
    private static partial Regex FailCode();
}
