using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public class ArchiveFeedTests
{
    [Fact]
    public void An_archive_never_goes_further_than_the_last_entry_that_a_loss_of_power_cannot_take()
    {
        var archive = new RecordingArchive();
        var feed = new ArchiveFeed(archive);

        feed.Add(Entry(1, new Command.NodeStarted()), []);
        feed.Add(Entry(2, Typing), []);
        feed.Commit();
        Assert.Equal(1, archive.Position);

        feed.Add(Entry(3, Typing), []);
        Assert.Equal(0, feed.Count);

        feed.Add(Entry(4, new Command.NodeStarted()), []);
        feed.Commit();
        Assert.Equal(4, archive.Position);
    }

    [Fact]
    public void A_slice_is_full_when_it_brings_very_many_rows_of_few_entries()
    {
        using var history = HistoryFile.OpenInMemory(Assert.Fail);
        var feed = new ArchiveFeed(history);
        Event[] events = [KeptEvents.Something([.. Enumerable.Range(1, 1000).Select(channel => KeptEvents.Channel(channel))])];

        var entries = 0;
        for (; !feed.IsFull; entries++)
        {
            feed.Add(Entry(entries + 1, new Command.NodeStarted()), events);
        }

        Assert.InRange(entries * 1000L, 10_000, ArchiveFeed.MaxBytes / 64);
        feed.Commit();
        Assert.False(feed.IsFull);
        Assert.Equal(entries * 1000L, KeptHistory.In(history.File).Count);
    }

    private static Command Typing =>
        new Command.Say(Names.Channel("#a"), new Speech(SpeechKind.Tags, TextKind.Plain, Text.Empty) { IsTransient = true });

    private static Entry Entry(long sequence, Command command) => new(
        sequence, new Timestamp(sequence), ChatWorld.NewestRules, new Wish(new Incarnation(new NodeId(1), 1), sequence, default, default, command));
}
