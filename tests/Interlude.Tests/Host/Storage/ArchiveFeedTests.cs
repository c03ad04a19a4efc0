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

    private static Command Typing =>
        new Command.Say(Names.Channel("#a"), new Speech(SpeechKind.Tags, TextKind.Plain, Text.Empty) { IsTransient = true });

    private static Entry Entry(long sequence, Command command) => new(
        sequence, new Timestamp(sequence), ChatWorld.NewestRules, new Wish(new Incarnation(new NodeId(1), 1), sequence, default, default, command));
}
