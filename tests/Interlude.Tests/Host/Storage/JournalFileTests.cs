using Interlude.Host.Storage;
using Interlude.Server;

namespace Interlude.Tests.Host.Storage;

public sealed class JournalFileTests
{
    [Fact]
    public void A_log_remembers_how_it_was_called_before()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        string first, second;
        using (var file = JournalFile.Open(path, Durability.ProcessCrash))
        {
            first = file.Epoch;
            file.Append([.. new WorldHistory().Continue(0, Enumerable.Range(0, 3))]);
            file.BeginEpoch();
        }

        using (var file = JournalFile.Open(path, Durability.ProcessCrash))
        {
            second = file.Epoch;
            file.Append([.. new WorldHistory().Continue(3, Enumerable.Range(0, 2))]);
            file.BeginEpoch();
        }

        using var again = JournalFile.OpenToRead(path);
        Assert.Equal([new FormerEpoch(first, 3), new FormerEpoch(second, 5)], again.FormerEpochs);
        Assert.Equal(3, new HashSet<string> { first, second, again.Epoch }.Count);
    }
}
