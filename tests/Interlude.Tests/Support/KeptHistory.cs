using System.Globalization;
using Interlude.Host.Configuring;
using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>What a server that is gone has left.</summary>
internal static class KeptHistory
{
    /// <summary>What the history holds after recovery: the msgid of each word.</summary>
    internal static Dictionary<string, string> Read(string data, string durability)
    {
        var configuration = Configuration.Default with { DataDirectory = data, Durability = DurabilityExtensions.Parse(durability)!.Value };
        using var store = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, sentence => Assert.Fail(sentence));
        var kept = new Dictionary<string, string>();
        foreach (var (_, row) in In(store.History!.File))
        {
            var text = EventCodec.Read(row.Event.Span) switch
            {
                Event.Said said => said.Speech.Text.ToString(),
                Event.Told told => told.Speech.Text.ToString(),
                _ => null,
            };
            if (text is not null)
            {
                kept[text] = string.Create(CultureInfo.InvariantCulture, $"{store.Life.Epoch}-{row.Sequence}-{row.Index}");
            }
        }

        return kept;
    }

    /// <summary>All that is in a file, by streams and in order.</summary>
    internal static IReadOnlyList<(long Stream, HistoryRow Row)> In(SqliteFile file)
    {
        var (all, run) = (new List<(long, HistoryRow)>(), new List<HistoryRow>());
        using var query = file.Prepare($"SELECT {HistoryRun.Columns}, stream FROM {HistoryRun.Source} ORDER BY stream, sequence, number");
        using var row = query.ExecuteReader();
        while (row.Read())
        {
            run.Clear();
            HistoryRun.Read(row, run);
            all.AddRange(run.Select(each => (row.GetInt64(5), each)));
        }

        return all;
    }
}
