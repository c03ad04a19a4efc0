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
        using var query = store.History!.File.Prepare("SELECT sequence, number, event FROM item");
        using var row = query.ExecuteReader();
        while (row.Read())
        {
            var text = EventCodec.Read((byte[])row.GetValue(2)) switch
            {
                Event.Said said => said.Speech.Text.ToString(),
                Event.Told told => told.Speech.Text.ToString(),
                _ => null,
            };
            if (text is not null)
            {
                kept[text] = string.Create(CultureInfo.InvariantCulture, $"{store.Life.Epoch}-{row.GetInt64(0)}-{row.GetInt64(1)}");
            }
        }

        return kept;
    }
}
