using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>What holds of a world between any two entries.</summary>
internal static class WorldInvariants
{
    /// <param name="world">The world.</param>
    /// <param name="everRegistered">All users that there have been: those that are gone must be so everywhere.</param>
    internal static void Check(ChatWorld world, IEnumerable<UserId> everRegistered)
    {
        var view = world.SeenBy(default);
        var channels = view.Channels();
        foreach (var channel in channels)
        {
            CheckChannel(world, channel);
        }

        foreach (var id in everRegistered)
        {
            if (world.SeenBy(id).Viewer is { } user)
            {
                CheckUser(world, user);
            }
        }

        var keys = channels.Select(channel => channel.Name.Key).ToList();
        Assert.Equal(keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), keys);
    }

    private static void CheckChannel(ChatWorld world, ChannelView channel)
    {
        var members = channel.Members.ToList();
        Assert.NotEmpty(members);   // a channel ends with its last member
        Assert.Equal(channel.Count, members.Count);
        Assert.Equal(members.Count, members.DistinctBy(member => member.Identity.Id).Count());
        Assert.Same(channel.Name, world.SeenBy(default).Find(channel.Name)?.Name);
        foreach (var member in members)
        {
            Assert.True(channel.Has(member.Identity.Id));
            Assert.Contains(channel.Name, world.SeenBy(member.Identity.Id).Viewer?.Channels ?? []);
        }
    }

    // Whoever holds a nick is found by it: so no two users hold one.
    private static void CheckUser(ChatWorld world, UserView user)
    {
        var view = world.SeenBy(user.Identity.Id);
        Assert.Equal(user.Identity.Id, view.Find(user.Identity.Nick)?.Identity.Id);
        Assert.Equal(user.Channels.Count, user.Channels.Distinct().Count());
        foreach (var channel in user.Channels)
        {
            Assert.True(view.Find(channel)?.Has(user.Identity.Id));
        }
    }
}
