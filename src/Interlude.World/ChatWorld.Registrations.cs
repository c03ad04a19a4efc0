using System.Collections.Immutable;
using Interlude.World.State;

namespace Interlude.World;

// What registered channels have in common: who may say something about one, and which ranks its members have by their accounts.
public sealed partial class ChatWorld
{
    /// <summary>The channel, if it is registered and the user's account has that rank there or a higher one; else refuses and returns null.</summary>
    private Channel? FindRegistered(Turn turn, ChannelName name, Ranks least)
    {
        // Who has a say there may know of it, on it or not.
        if (Find(name) is not { } channel || (!IsKnownTo(channel, turn.User) && RankOver(turn, channel) == Ranks.None))
        {
            turn.Refuse(Refusal.NoSuchChannel, channel: name);
            return null;
        }

        if (channel.Registration is null)
        {
            turn.Refuse(Refusal.ChannelNotRegistered, channel: channel.Name);
            return null;
        }

        if (RankOver(turn, channel).AreAtLeast(least))
        {
            return channel;
        }

        turn.Refuse(turn.User.HasAccount ? Refusal.NoAccess : Refusal.NotLoggedIn, channel: channel.Name);
        return null;
    }

    /// <summary>The rank that a user has by its account, whether it is there or not. Server operators may have a founder's.</summary>
    private static Ranks RankOver(Turn turn, Channel channel) => (turn.Powers & OperatorPowers.Accounts) != 0 ? Ranks.Owner
        : channel.RankOf(turn.User.Account);

    private static void Report(Turn turn, Channel channel, RegistrationChange change) => turn.Report(
        new Event.RegistrationChanged(Only(turn.User), turn.Session.Id, turn.User.Identity, channel.Name, change));

    /// <summary>The same, to be told to those who use another account, too.</summary>
    private static void Report(Turn turn, Channel channel, RegistrationChange change, Account other)
    {
        ImmutableArray<UserId> users = [turn.User.Id, .. other.Users.Values.Where(user => user != turn.User).Select(user => user.Id)];
        turn.Report(new Event.RegistrationChanged(
            new Audience(users, Reason.Target, turn.User.Id), turn.Session.Id, turn.User.Identity, channel.Name, change));
    }

    /// <summary>Gives the members who use an account the rank that it has, as far as they have it not.</summary>
    private void GiveRanks(Channel channel, Account account, List<Event> events)
    {
        var rank = channel.Registration!.RankOf(account);
        ChangeRanks(channel, events, member => member.User.Account == account ? rank & ~member.Ranks : Ranks.None);
    }

    /// <summary>Takes a rank from the members who use an account, which has it no longer.</summary>
    private void TakeRanks(Channel channel, Account account, Ranks rank, List<Event> events) =>
        ChangeRanks(channel, events, member => member.User.Account == account ? rank & member.Ranks : Ranks.None);

    /// <summary>Gives a user who has just logged in the ranks that its account has where it is.</summary>
    private void GiveRanks(User user, List<Event> events) => ChangeRanks(user, events, (member, rank) => rank & ~member.Ranks);

    /// <summary>Takes from a user whose account it is no longer the ranks that it has by that account.</summary>
    private void TakeRanks(User user, List<Event> events) => ChangeRanks(user, events, (member, rank) => rank & member.Ranks);

    private void ChangeRanks(User user, List<Event> events, Func<Member, Ranks, Ranks> rankToFlip)
    {
        foreach (var channel in user.Account is null ? [] : user.Channels.Where(channel => channel.Registration is not null))
        {
            var rank = channel.Registration!.RankOf(user.Account);
            ChangeRanks(channel, events, member => member.User == user ? rankToFlip(member, rank) : Ranks.None);
        }
    }

    // Nobody does it: it follows from the accounts. In an auditorium, who gains or loses a first rank comes into sight or goes.
    private void ChangeRanks(Channel channel, List<Event> events, Func<Member, Ranks> rankToFlip)
    {
        var changes = ImmutableArray.CreateBuilder<ModeChange>();
        var hidden = new List<User>();
        foreach (var member in channel.Members)
        {
            if (rankToFlip(member) is var rank && rank == Ranks.None)
            {
                continue;
            }

            var before = member.Ranks;
            if (channel.Is(ChannelTraits.Auditorium) && before == Ranks.None)
            {
                ReportSeen(channel, member.User, events);
            }

            member.SetRanks(member.Ranks ^ rank, Sequence);
            changes.Add(new ModeChange.Rank((before & rank) == 0, rank, member.User.Nick));
            if (channel.Is(ChannelTraits.Auditorium) && member.Ranks == Ranks.None)
            {
                hidden.Add(member.User);
            }
        }

        if (changes.Count > 0)
        {
            events.Add(new Event.ModesChanged(
                new Audience(channel.UserIds, Reason.Member), User: null, channel.Name, changes.ToImmutable())
            {
                KeptIn = KeptBy(channel),
            });
            hidden.ForEach(user => ReportHidden(channel, user, events));
        }
    }

    /// <summary>The channels of an account that is to be no more go to who has the most to say there, or are nobody's.</summary>
    private void LeaveChannels(Account account, List<Event> events)
    {
        foreach (var channel in account.Channels.Values.ToArray())
        {
            var registration = channel.Registration!;
            TakeRanks(channel, account, registration.RankOf(account), events);
            if (registration.Founder != account)
            {
                registration.Access.RemoveAll(access => access.Account == account);
            }
            else if (registration.Successor is { } successor)
            {
                Transfer(channel, successor, events);
            }
            else
            {
                EndRegistration(channel, events);
            }
        }
    }
}
