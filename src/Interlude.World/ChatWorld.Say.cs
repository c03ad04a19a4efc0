using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Say(Turn turn, Command.Say command)
    {
        var speech = command.Speech;
        if (FindKnown(turn, command.Channel) is not { } channel)
        {
            return;
        }

        if (WhyNotSay(turn.User, channel, command) is { } reason)
        {
            turn.Refuse(reason, channel: channel.Name);
            return;
        }

        if (speech.Length > _policy.MaxTextBytes)
        {
            turn.Refuse(Refusal.TextTooLong, channel: channel.Name, limit: _policy.MaxTextBytes);
            return;
        }

        turn.User.SpokeAt = Time;

        var least = LeastToHear(channel, turn.User, command.To);
        turn.Report(new Event.Said(
            HearersOf(channel, turn.User, least), turn.User.Identity, channel.Name, speech, command.To)
        {
            KeptIn = KeptBy(channel, turn.User, speech, least),
        });
    }

    private static Refusal? WhyNotSay(User user, Channel channel, Command.Say command)
    {
        var ranks = channel.Find(user.Id)?.Ranks;
        if (ranks is null && (channel.Is(ChannelTraits.MembersOnly) || command.To != Ranks.None))
        {
            return Refusal.NotOnChannel;
        }

        return ranks is null or Ranks.None && WhyNotSay(user, channel) is { } reason ? reason
            : command.Speech.Form == TextKind.Ctcp && channel.Is(ChannelTraits.NoCtcp) ? Refusal.NoCtcp
            : command.Speech.IsFormatted && channel.Is(ChannelTraits.NoFormatting) ? Refusal.NoFormatting
            : null;
    }

    private static Refusal? WhyNotSay(User user, Channel channel) =>
        channel.Bans(user, fromSpeaking: true) ? Refusal.Banned
        : channel.Is(ChannelTraits.Moderated) && !channel.Is(ChannelTraits.OperatorsHear) ? Refusal.Moderated
        : channel.Is(ChannelTraits.AccountsSpeak) && !user.HasAccount ? Refusal.NeedsAccount
        : null;

    private static Ranks LeastToHear(Channel channel, User speaker, Ranks to)
    {
        var speakers = channel.Find(speaker.Id)?.Ranks ?? Ranks.None;
        return speakers == Ranks.None && channel.Is(ChannelTraits.OperatorsHear) && !to.AreAtLeast(Ranks.HalfOperator)
            ? Ranks.HalfOperator
            : to;
    }

    private static Audience HearersOf(Channel channel, User speaker, Ranks to)
    {
        if (to == Ranks.None)
        {
            return channel.Find(speaker.Id) is not null
                ? MembersOf(channel, speaker)
                : new Audience([.. channel.UserIds, speaker.Id], Reason.Member, speaker.Id);
        }

        return RankedOf(channel, speaker, to);
    }

    private static Audience RankedOf(Channel channel, User speaker, Ranks to)
    {
        var heard = channel.Members.Where(member => member.Ranks.AreAtLeast(to) && member.User != speaker)
            .Select(member => member.User.Id);
        return new Audience([.. heard, speaker.Id], Reason.Member, speaker.Id);
    }
}
