using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>What holds of a world between any two entries.</summary>
internal static class WorldInvariants
{
    /// <param name="world">The world.</param>
    /// <param name="everRegistered">All users that there have been: those that are gone must be so everywhere.</param>
    internal static void Check(ChatWorld world, IEnumerable<UserId> everRegistered)
    {
        var view = world.SeenWhole();
        var (channels, users) = (view.Channels(), view.Users());
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
        CheckCounts(view.Counts, users, channels);
        CheckAccounts(view, users);
    }

    // Who is logged in as what is said twice, and a nick is one account's at most.
    private static void CheckAccounts(WorldView view, IReadOnlyList<UserView> users)
    {
        var accounts = view.Accounts();
        foreach (var account in accounts)
        {
            Assert.Equal(
                users.Where(user => user.Identity.Account?.Id == account.Identity.Id).Select(user => user.Identity.Id),
                account.Users.Select(user => user.Id));
            Assert.All(account.Nicks, nick => Assert.Equal(account.Identity, view.FindAccount(nick)?.Identity));
            Assert.True(!account.IsSuspended || account.Users.Count == 0);
        }

        Assert.All(users, user => Assert.True(user.Devices > 0 || user.Identity.Account is not null));
        Assert.All(users, user => Assert.True(user.Identity.Account is null || view.Find(user.Identity.Account.Id) is not null));
    }

    private static void CheckCounts(WorldCounts counts, IReadOnlyList<UserView> users, IReadOnlyList<ChannelView> channels)
    {
        Assert.Equal(users.Count, counts.Users);
        Assert.Equal(users.Count(user => (user.Modes & UserModes.Invisible) != 0), counts.Invisible);
        Assert.Equal(users.Count(user => user.OperatorClass is not null), counts.Operators);
        Assert.Equal(channels.Count, counts.Channels);
        Assert.True(counts.MostUsers >= counts.Users);
    }

    private static void CheckChannel(ChatWorld world, ChannelView channel)
    {
        var members = channel.Members.ToList();
        Assert.True(members.Count > 0 || channel.Registration is not null);   // others end with their last member
        CheckRegistration(world, channel);
        Assert.Equal(channel.Count, members.Count);
        Assert.Equal(members.Count, members.DistinctBy(member => member.Identity.Id).Count());
        Assert.Same(channel.Name, world.SeenWhole().Find(channel.Name)?.Name);
        foreach (var list in Enum.GetValues<MaskList>())
        {
            var masks = channel.MasksOf(list);
            Assert.Equal(masks.Count, masks.DistinctBy(mask => mask.Mask.Key, StringComparer.Ordinal).Count());
        }

        foreach (var member in members)
        {
            Assert.True(channel.Has(member.Identity.Id));
            Assert.Contains(channel.Name, world.SeenBy(member.Identity.Id).Viewer?.Channels ?? []);
        }
    }

    // Whose a channel is is an account that is there, and so is everybody who has a rank by one.
    private static void CheckRegistration(ChatWorld world, ChannelView channel)
    {
        if (channel.Registration is not { } registration)
        {
            return;
        }

        var accounts = registration.Access!.Select(access => access.Account).Append(registration.Founder).ToList();
        Assert.Equal(accounts.Count, accounts.DistinctBy(account => account.Id).Count());
        Assert.All(accounts, account => Assert.Equal(account, world.SeenWhole().Find(account.Id)?.Identity));
        Assert.All(registration.Access!, access => Assert.True(access.Rank != Ranks.None && access.Rank == access.Rank.Highest()));
    }

    // Whoever holds a nick is found by it: so no two users hold one.
    private static void CheckUser(ChatWorld world, UserView user)
    {
        var view = world.SeenBy(user.Identity.Id);
        Assert.Equal(user.Identity.Id, view.Find(user.Identity.Nick)?.Identity.Id);
        Assert.Equal(user.IsBot, (user.Modes & UserModes.Bot) != 0);
        Assert.Equal(user.Channels.Count, user.Channels.Distinct().Count());
        foreach (var channel in user.Channels)
        {
            Assert.True(view.Find(channel)?.Has(user.Identity.Id));
        }

        foreach (var channel in user.Invitations)
        {
            Assert.False(world.SeenWhole().Find(channel)!.Has(user.Identity.Id));   // it is there, and the user is not
        }
    }
}
