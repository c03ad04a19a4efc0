using System.CommandLine;
using System.CommandLine.Parsing;
using Interlude.Host.Connecting;

namespace Interlude.Tests.Host.Connecting;

public class ConnectExamplesTests
{
    public static TheoryData<string> CommandLines => [.. ConnectExamples.Text.Split('\n').Where(line => line.Contains("interlude connect", StringComparison.Ordinal)).Select(line => line.Trim())];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void Each_can_be_given_to_the_command(string line)
    {
        var ours = line[line.IndexOf("interlude connect", StringComparison.Ordinal)..].Split(" < ")[0];
        var root = new RootCommand { ConnectCommand.Create() };

        var parsed = root.Parse([.. CommandLineParser.SplitCommandLine(ours.Replace('\'', '"')).Skip(1)]);

        Assert.Empty(parsed.Errors);
        Assert.Equal("connect", parsed.CommandResult.Command.Name);
    }
}
