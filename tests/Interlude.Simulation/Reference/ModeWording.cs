using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>What has changed about a channel, as plain clients read it: a sentence for each change.</summary>
internal static class ModeWording
{
    public static IEnumerable<Expected> For(ReferenceClient client, Happening what, bool isActor)
    {
        foreach (var change in what.Changes)
        {
            var isMine = change is ModeChange.Rank rank && Spellings.NickKey(rank.Member.Value) == client.User!.Key;
            var place = isActor || isMine ? string.Empty : Wording.InFront(client, what);
            yield return Expected.Line($"{place}* {Line(what, change, isActor, isMine)}");
        }
    }

    private static string Line(Happening what, ModeChange change, bool isActor, bool isMine)
    {
        var (channel, nobody) = (what.ChannelName, what.Actor is null);
        var has = isActor ? "You have" : $"{(nobody ? "The server" : what.ActorNick)} has";
        return change switch
        {
            ModeChange.Rank { IsSet: true, Which: Ranks.Operator } rank => (isMine, nobody) switch
            {
                (true, true) => $"You operate {channel} now, because you have been there longest.",
                (false, true) => $"{rank.Member} operates {channel} now.",
                (true, false) when !isActor => $"{has} made you an operator of {channel}.",
                _ => $"{has} made {rank.Member} an operator of {channel}.",
            },
            ModeChange.Rank rank => $"{has} {(rank.IsSet ? "given" : "taken from")} {(isMine ? "you" : rank.Member.Value)} {RankOf(rank.Which)} {channel}.",
            ModeChange.Trait { Which: ChannelTraits.TopicLocked } trait => trait.IsSet
                ? $"{has} locked the topic of {channel}: only its operators can change it."
                : $"{has} unlocked the topic of {channel}: everybody there can change it.",
            ModeChange.Trait trait => $"{has} changed {channel}: {Words(trait)}.",
            ModeChange.Key key => key.IsSet ? $"{has} set a key on {channel}: joining needs it." : $"{has} taken the key off {channel}.",
            ModeChange.Limit limit => limit.IsSet
                ? $"{has} limited {channel} to {Wording.People(limit.Members)}." : $"{has} taken the limit off {channel}.",
            ModeChange.Forward forward => forward.IsSet
                ? $"{has} made {channel} send on to {forward.To} who cannot join." : $"{has} made {channel} send nobody on any more.",
            ModeChange.Mask mask => $"{has} {Mask(mask, channel)}.",
            _ => throw new BrokenException($"{change.GetType().Name} has no words here."),
        };
    }

    private static string RankOf(Ranks rank) => rank switch
    {
        Ranks.Voice => "a voice in",
        Ranks.HalfOperator => "the rank of a half-operator in",
        Ranks.Operator => "the rank of an operator of",
        Ranks.Admin => "the rank of an admin of",
        _ => "the rank of an owner of",
    };

    private static string Mask(ModeChange.Mask mask, string channel)
    {
        var isMute = ReferenceMasks.IsMute(mask.Which.Value);
        var who = isMute ? mask.Which.Value[2..] : mask.Which.Value;
        var what = isMute ? "mute" : "ban";
        return (mask.List, mask.IsSet) switch
        {
            (MaskList.Bans, true) => isMute ? $"muted {who} in {channel}" : $"banned {who} from {channel}",
            (MaskList.Bans, false) => $"lifted the {what} on {who} in {channel}",
            (MaskList.Exceptions, true) => $"made {who} free from {what}s in {channel}",
            (MaskList.Exceptions, false) => $"made {who} subject to {what}s in {channel} again",
            (_, true) => $"let {who} join {channel} without an invitation",
            _ => $"stopped letting {who} join {channel} without an invitation",
        };
    }

    private static string Words(ModeChange.Trait trait)
    {
        var (set, cleared) = trait.Which switch
        {
            ChannelTraits.InviteOnly => ("only who is invited can join", "joining needs no invitation"),
            ChannelTraits.Moderated => ("only people with a voice can speak", "everybody there can speak"),
            ChannelTraits.MembersOnly => ("only its members can speak there", "others than its members can speak there"),
            ChannelTraits.Secret => ("it is secret", "it is not secret"),
            ChannelTraits.NoCtcp => ("it takes no CTCP", "it takes CTCP"),
            ChannelTraits.NoFormatting => ("it takes no colors and formatting", "it takes colors and formatting"),
            ChannelTraits.AccountsSpeak => ("only people with an account can speak", "speaking needs no account"),
            ChannelTraits.AccountsJoin => ("only people with an account can join", "joining needs no account"),
            ChannelTraits.Auditorium => ("only operators see who listens", "everybody sees who listens"),
            _ => ("what people without a voice say is heard by operators only", "everybody hears what people say"),
        };
        return trait.IsSet ? set : cleared;
    }
}
