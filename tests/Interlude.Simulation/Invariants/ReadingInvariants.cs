using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>What must hold of what a server asks of history for somebody, and of what it is given.</summary>
/// <param name="user">For whom it asks.</param>
/// <param name="account">The account that it uses; null: none.</param>
/// <param name="askedAt">The last entry that the server had applied by then.</param>
internal sealed class ReadingInvariants(long user, long? account, long askedAt)
{
    public void Only_members_read_a_channel(HistoryQuery query, ChatWorld world)
    {
        if (query.AsOf != askedAt)
        {
            return;   // it has gone on with what was asked for when it was a member
        }

        var view = world.SeenBy(new UserId(user));
        var mine = (view.Viewer?.Channels ?? []).Select(name => view.Find(name)!.Id).ToHashSet();
        foreach (var part in query.Parts)
        {
            var channel = part.Conversation switch
            {
                Conversation.OfChannel place => place.Id,
                Conversation.Aside aside => aside.Id,
                _ => (ChannelId?)null,
            };
            Hold.That(channel is null || mine.Contains(channel.Value), "Only members read a channel.", () => $"user {user} at {askedAt}: {part}");
        }
    }

    public void A_page_holds_what_its_reader_may_see_and_no_more(HistoryQuery query, HistoryPage page, SimulatedArchive archive)
    {
        Hold.That(page.Items.Length <= query.Limit, "A page is not longer than was asked for.", () => $"{page.Items.Length} items");
        for (var index = 0; index < page.Items.Length; index++)
        {
            var item = page.Items[index];
            Hold.That(
                item.Sequence <= askedAt,
                "A page ends at what had happened when it was asked for: what comes later is told live.",
                () => $"user {user} asked at {askedAt} and reads {item.Sequence}-{item.Index}");
            Hold.That(
                index == 0 || (page.Items[index - 1].Sequence, page.Items[index - 1].Index).CompareTo((item.Sequence, item.Index)) < 0,
                "A page is in the order in which things happened, and holds nothing twice.",
                () => $"{item.Sequence}-{item.Index} of user {user}");
            Hold.That(
                archive.HasHeard(item.Sequence, item.Index, new Keeper(IsAccount: false, user))
                    || (account is { } own && archive.HasHeard(item.Sequence, item.Index, new Keeper(IsAccount: true, own))),
                "Nobody is told again what he was not told live.",
                () => $"user {user} reads {item.Sequence}-{item.Index}: {item.Event}");
        }
    }
}
