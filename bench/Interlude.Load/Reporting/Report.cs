using System.Globalization;
using System.Text;
using Interlude.Load.Measuring;
using Interlude.Load.Patterns;

namespace Interlude.Load.Reporting;

/// <summary>Tables in Markdown, a pattern each.</summary>
internal static class Report
{
    private static readonly Column[] s_talk =
    [
        new("deliveries/s", run => run.DeliveriesPerSecond, "N0"),
        new("CPU µs", run => run.CpuPerDelivery, "0.000"),
        new("p50 / p99 / p999 ms, full load", null, "", run => run.FullLoad),
        new("p50 / p99 / p999 ms, fixed rate", null, "", run => run.FixedRate),
        new("offered/s", run => run.OfferedPerSecond, "N0"),
        new("registrations/s", run => run.RegistrationsPerSecond, "N0"),
        new("KiB/connection", run => run.KibPerConnection, "0.0"),
        new("generator", run => run.GeneratorCpu, "P0"),
        new("core shared", run => run.CoreShared, "P0"),
    ];

    private static readonly Column[] s_registration =
    [
        new("registrations/s", run => run.RegistrationsPerSecond, "N0"),
        new("CPU µs each", run => run.RegistrationCpu, "0"),
        new("KiB/connection", run => run.KibPerConnection, "0.0"),
        new("CPU idle", run => run.IdleCpu, "P2"),
    ];

    public static string Of(Pattern pattern, bool tags, IReadOnlyList<ServerFigures> servers)
    {
        var columns = (pattern.HasTalk ? s_talk : s_registration)
            .Where(column => servers.Any(server => column.Text(server) != "–"))
            .ToArray();
        var text = new StringBuilder($"### {pattern.Name}: {pattern.Description}{(tags ? ", half with tags" : "")}\n\n");
        Row(text, ["server", .. columns.Select(column => column.Title)]);
        Row(text, Enumerable.Repeat("---", columns.Length + 1));
        foreach (var server in servers)
        {
            Row(text, [server.Server, .. columns.Select(column => column.Text(server))]);
        }

        text.Append('\n');
        foreach (var line in Ratios(pattern, servers).Concat(servers.SelectMany(server => Remarks(server, tags))))
        {
            text.Append("- ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Ratios(Pattern pattern, IReadOnlyList<ServerFigures> servers) =>
        from ours in servers
        where ours.IsOurs
        from other in servers
        where other != ours && (!other.IsOurs || other == servers.First(server => server.IsOurs))
        let parts = new[]
        {
            Ratio("CPU a delivery", ours, other, run => run.CpuPerDelivery),
            Ratio("deliveries/s", ours, other, run => run.DeliveriesPerSecond),
            Ratio("p99 at the fixed rate", ours, other, run => run.FixedRate?.P99),
            pattern.HasTalk ? null : Ratio("registrations/s", ours, other, run => run.RegistrationsPerSecond),
            pattern.HasTalk ? null : Ratio("memory", ours, other, run => run.KibPerConnection),
        }
        where parts.Any(part => part is not null)
        select $"{ours.Server} / {other.Server}: {string.Join(", ", parts.OfType<string>())}";

    private static string? Ratio(string what, ServerFigures ours, ServerFigures other, Func<Measurement, double?> figure) =>
        ours.Of(figure) is { } one && other.Of(figure) is { } another && another > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{what} {one / another:0.00}×")
            : null;

    private static IEnumerable<string> Remarks(ServerFigures server, bool tags)
    {
        if (tags && server.Runs.Count > 0)
        {
            var tagged = server.Runs[0].Tagged;
            yield return tagged == 0 ? $"{server.Server}: knows no tags" : $"{server.Server}: {tagged} clients had server-time, message-tags and echo-message";
        }

        foreach (var note in server.Notes())
        {
            yield return $"{server.Server}: {note}";
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private sealed record Column(string Title, Func<Measurement, double?>? Figure, string Format, Func<Measurement, Latency?>? Latency = null)
    {
        public string Text(ServerFigures server) => Latency is { } latency
            ? Join(server, run => latency(run)?.P50, run => latency(run)?.P99, run => latency(run)?.P999)
            : server.Of(Figure!) is { } value ? value.ToString(Format, CultureInfo.InvariantCulture) : "–";

        private static string Join(ServerFigures server, params Func<Measurement, double?>[] microseconds) =>
            server.Of(microseconds[0]) is null ? "–"
            : string.Join(" / ", microseconds.Select(figure => (server.Of(figure)!.Value / 1e3).ToString("0.00", CultureInfo.InvariantCulture)));
    }
}
