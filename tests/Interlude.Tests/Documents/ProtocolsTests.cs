using System.Text.RegularExpressions;
using Interlude.Server;
using Interlude.Server.Dialects.Plain.Commands;
using Interlude.Tests.Tidy;
using Interlude.World;

namespace Interlude.Tests.Documents;

/// <summary>docs/PROTOCOLS.md says what the code's own tables say.</summary>
public class ProtocolsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryTree.Root, "docs", "PROTOCOLS.md"));

    [Fact]
    public void Every_plain_command_stands_in_the_table_with_its_arguments_and_no_other_does()
    {
        var written = Regex.Matches(Page, @"`(/[a-z]+[^`]*)`(?:, `(/[a-z]+)`)? \|")
            .SelectMany(match => new[] { match.Groups[1].Value, match.Groups[2].Value })
            .Where(usage => usage.Length > 0)
            .Select(usage => usage.Replace(@"\|", "|", StringComparison.Ordinal));

        Assert.Equal(PlainCommand.All.Select(command => command.Usage).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_limits_are_the_defaults()
    {
        var limits = new ServerLimits();
        var policy = new WorldPolicy();

        Assert.Equal(
            [
                $"| connections | {limits.MaxConnections:N0} |",
                $"| connections from one address (IPv6: one /64) | {limits.MaxConnectionsPerAddress} |",
                $"| connections that one address opens in a minute | {limits.ConnectionsPerMinute} |",
                $"| bytes in a line | {limits.MaxLineBytes:N0} |",
                $"| lines a second, after a burst | {limits.LinesPerSecond}, {limits.LineBurst} |",
                $"| bytes waiting for one peer | {limits.MaxOutboxBytes >> 20} MiB |",
                $"| channels of one person | {policy.MaxChannelsPerUser} |",
                $"| members of one channel | {policy.MaxMembersPerChannel:N0} |",
                $"| users, channels in all | {policy.MaxUsers:N0} |",
                $"| bytes of a topic, an away message | {policy.MaxTopicBytes}, {policy.MaxAwayBytes} |",
                $"| bytes of a reason | {policy.MaxReasonBytes} |",
            ],
            Regex.Matches(Page[Page.IndexOf("### Limits", StringComparison.Ordinal)..], @"^\| [^|]+ \| [0-9][^|]* \|", RegexOptions.Multiline)
                .Select(match => match.Value));
        Assert.Equal(policy.MaxUsers, policy.MaxChannels);
    }
}
