using System.Collections;
using System.Text.RegularExpressions;
using Interlude.Host.Configuring;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.Host.Configuring;

/// <summary>The documents about the configuration are made of its keys. <c>UPDATE_GOLDEN=1</c> writes them.</summary>
public class ConfigurationTextTests
{
    private const string Begin = "<!-- keys: written from the code -->\n";
    private const string End = "<!-- end of keys -->";

    private static readonly string ExampleFile = Path.Combine(RepositoryTree.Root, "docs", "interlude.example.json");
    private static readonly string OperatingFile = Path.Combine(RepositoryTree.Root, "docs", "OPERATING.md");

    [Fact]
    public void The_example_file_is_that_of_the_keys()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(ExampleFile, ConfigurationText.Example());
        }

        Assert.Equal(ConfigurationText.Example(), File.ReadAllText(ExampleFile));
    }

    [Fact]
    public void The_example_file_is_valid_and_says_what_holds_without_it()
    {
        var reading = new ConfigurationReader(ExampleFile, new Hashtable(), []).Read();

        Assert.Empty(reading.Errors);
        var life = ServerLife.Begin(DateTimeOffset.UnixEpoch);
        var (example, nothing) = (reading.Configuration!, Configuration.Default);
        Assert.Equal(nothing.Listen, example.Listen);
        Assert.Equal(nothing.Limits, example.Limits);
        Assert.Equal(nothing.Policy with { Lobby = null }, example.Policy with { Lobby = null });
        Assert.Equal(nothing.ToOptions(life).Profile with { Motd = [] }, example.ToOptions(life).Profile with { Motd = [] });
        Assert.Equal(nothing.OperatorClasses, example.OperatorClasses);
    }

    [Fact]
    public void Each_key_stands_in_the_example_file_with_its_meaning()
    {
        var text = Regex.Replace(File.ReadAllText(ExampleFile), @"\s*\n\s*(// )?", " ");

        foreach (var key in ConfigurationKeys.All)
        {
            Assert.Contains($"\"{key.Name.Split('.')[^1]}\": ", text);
            Assert.Contains(key.Meaning, text);
        }
    }

    [Fact]
    public void The_table_of_OPERATING_is_that_of_the_keys()
    {
        var page = File.ReadAllText(OperatingFile);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(OperatingFile, page = $"{page[..begin]}\n{ConfigurationText.Table()}\n{page[end..]}");
            end = page.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.Equal(ConfigurationText.Table(), page[begin..end].Trim('\n') + "\n");
    }

    [Fact]
    public void Names_are_unique_and_each_sample_or_default_is_shown()
    {
        Assert.Equal(ConfigurationKeys.All.Length, ConfigurationKeys.All.Select(key => key.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(ConfigurationKeys.All, key => Assert.NotNull(key.Sample ?? key.Default));
        Assert.All(ConfigurationKeys.All, key => Assert.DoesNotContain('|', key.Meaning + key.Allowed + key.Default));
    }
}
