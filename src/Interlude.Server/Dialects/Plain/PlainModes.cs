using System.Diagnostics;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Words what has changed about a channel: a sentence for each change.</summary>
internal static class PlainModes
{
    /// <summary>Whether it has words for this reader alone.</summary>
    public static bool Concerns(Event.ModesChanged changed, Identity viewer) =>
        changed.User?.Id == viewer.Id || changed.Changes.Any(change => IsAbout(change, viewer));

    /// <param name="changed">What has changed.</param>
    /// <param name="viewer">Who reads it; null: anybody whom it does not concern.</param>
    /// <param name="isElsewhere">Whether the channel's name is to go in front.</param>
    public static ReadOnlyMemory<byte> Render(Event.ModesChanged changed, Identity? viewer, bool isElsewhere)
    {
        var lines = ReadOnlyMemory<byte>.Empty;
        var isSelf = viewer is not null && changed.User?.Id == viewer.Id;
        foreach (var change in changed.Changes)
        {
            // What one has done oneself is an answer and needs no place.
            var isAboutViewer = IsAbout(change, viewer);
            var line = Line(changed, change, isAboutViewer, isSelf);
            lines = PlainLine.Join(
                lines, isElsewhere && !isSelf && !isAboutViewer ? PlainLine.Join(PlainLine.Prefix($"[{changed.Channel}] "), line) : line);
        }

        return lines;
    }

    /// <summary>The answer to a wish for what was so already.</summary>
    public static ReadOnlyMemory<byte> NoChange(ChannelName channel, ModeChange change, WorldView view) => change switch
    {
        ModeChange.Rank rank when view.Find(rank.Member)?.Identity.Id == view.Viewer?.Identity.Id =>
            PlainLine.Of($"* You operate {channel} already."),
        ModeChange.Rank rank => PlainLine.Of(
            $"* {view.Find(rank.Member)?.Identity.Nick ?? rank.Member} operates {channel} already."),
        ModeChange.Trait { IsSet: true, Which: ChannelTraits.TopicLocked } => PlainLine.Of(
            $"* The topic of {channel} is locked already: only its operators can change it."),
        ModeChange.Trait { IsSet: false, Which: ChannelTraits.TopicLocked } => PlainLine.Of(
            $"* The topic of {channel} is not locked: everybody there can change it."),
        _ => PlainLine.Of($"* Nothing has changed in {channel}."),
    };

    /// <summary>Those of a rank and above.</summary>
    public static string People(Ranks least) => least switch
    {
        Ranks.Voice => "people with a voice",
        Ranks.HalfOperator => "half-operators",
        Ranks.Operator => "operators",
        Ranks.Admin => "admins",
        _ => "owners",
    };

    private static ReadOnlyMemory<byte> Line(Event.ModesChanged changed, ModeChange change, bool isTarget, bool isSelf)
    {
        if (change is ModeChange.Rank rank)
        {
            return Line(changed, rank, isTarget, isSelf);
        }

        var (actor, has) = isSelf ? (new Sentence("You"), new Sentence("have"))
            : (new Sentence(changed.User?.Nick.Value ?? "The server"), new Sentence("has"));
        var channel = changed.Channel;
        return change switch
        {
            ModeChange.Trait { Which: ChannelTraits.TopicLocked, IsSet: true } =>
                PlainLine.Of($"* {actor} {has} locked the topic of {channel}: only its operators can change it."),
            ModeChange.Trait { Which: ChannelTraits.TopicLocked } =>
                PlainLine.Of($"* {actor} {has} unlocked the topic of {channel}: everybody there can change it."),
            ModeChange.Trait trait => PlainLine.Of($"* {actor} {has} changed {channel}: {new Sentence(Words(trait))}."),
            ModeChange.Key { IsSet: true } => PlainLine.Of($"* {actor} {has} set a key on {channel}: joining needs it."),
            ModeChange.Key => PlainLine.Of($"* {actor} {has} taken the key off {channel}."),
            ModeChange.Limit { IsSet: true } limit => PlainLine.Of($"* {actor} {has} limited {channel} to {PeopleOf(limit)}."),
            ModeChange.Limit => PlainLine.Of($"* {actor} {has} taken the limit off {channel}."),
            ModeChange.Forward { IsSet: true, To: { } to } => PlainLine.Of($"* {actor} {has} made {channel} send on to {to} who cannot join."),
            ModeChange.Forward => PlainLine.Of($"* {actor} {has} made {channel} send nobody on any more."),
            ModeChange.Mask mask => Line(channel, mask, actor, has),
            _ => throw new UnreachableException($"{change.GetType().Name} has no sentence."),
        };
    }

    private static ReadOnlyMemory<byte> Line(ChannelName channel, ModeChange.Mask mask, Sentence actor, Sentence has)
    {
        var who = mask.Which.IsMute ? mask.Which.Value["m:".Length..] : mask.Which.Value;
        var what = new Sentence(mask.Which.IsMute ? "mute" : "ban");
        return (mask.List, mask.IsSet) switch
        {
            (MaskList.Bans, true) when mask.Which.IsMute => PlainLine.Of($"* {actor} {has} muted {who} in {channel}."),
            (MaskList.Bans, true) => PlainLine.Of($"* {actor} {has} banned {who} from {channel}."),
            (MaskList.Bans, false) => PlainLine.Of($"* {actor} {has} lifted the {what} on {who} in {channel}."),
            (MaskList.Exceptions, true) => PlainLine.Of($"* {actor} {has} made {who} free from {what}s in {channel}."),
            (MaskList.Exceptions, false) => PlainLine.Of($"* {actor} {has} made {who} subject to {what}s in {channel} again."),
            (_, true) => PlainLine.Of($"* {actor} {has} let {who} join {channel} without an invitation."),
            (_, false) => PlainLine.Of($"* {actor} {has} stopped letting {who} join {channel} without an invitation."),
        };
    }

    private static ReadOnlyMemory<byte> Line(Event.ModesChanged changed, ModeChange.Rank rank, bool isTarget, bool isSelf)
    {
        var channel = changed.Channel;
        if (rank is { IsSet: true, Which: Ranks.Operator })
        {
            return (isSelf, isTarget, changed.User) switch
            {
                (_, true, null) => PlainLine.Of($"* You operate {channel} now, because you have been there longest."),
                (_, _, null) => PlainLine.Of($"* {rank.Member} operates {channel} now."),
                (true, _, _) => PlainLine.Of($"* You have made {rank.Member} an operator of {channel}."),
                (_, true, { } user) => PlainLine.Of($"* {user} has made you an operator of {channel}."),
                (_, _, { } user) => PlainLine.Of($"* {user} has made {rank.Member} an operator of {channel}."),
            };
        }

        var who = isTarget ? new Sentence("you") : new Sentence(rank.Member.Value);
        var what = new Sentence(rank.Which switch
        {
            Ranks.Voice => "a voice in",
            Ranks.HalfOperator => "the rank of a half-operator in",
            Ranks.Operator => "the rank of an operator of",
            Ranks.Admin => "the rank of an admin of",
            _ => "the rank of an owner of",
        });
        var (actor, has) = isSelf ? (new Sentence("You"), new Sentence("have"))
            : (new Sentence(changed.User?.Nick.Value ?? "The server"), new Sentence("has"));
        return rank.IsSet
            ? PlainLine.Of($"* {actor} {has} given {who} {what} {channel}.")
            : PlainLine.Of($"* {actor} {has} taken from {who} {what} {channel}.");
    }

    private static string Words(ModeChange.Trait trait) => (trait.Which, trait.IsSet) switch
    {
        (ChannelTraits.InviteOnly, true) => "only who is invited can join",
        (ChannelTraits.InviteOnly, false) => "joining needs no invitation",
        (ChannelTraits.Moderated, true) => "only people with a voice can speak",
        (ChannelTraits.Moderated, false) => "everybody there can speak",
        (ChannelTraits.MembersOnly, true) => "only its members can speak there",
        (ChannelTraits.MembersOnly, false) => "others than its members can speak there",
        (ChannelTraits.Secret, true) => "it is secret",
        (ChannelTraits.Secret, false) => "it is not secret",
        (ChannelTraits.NoCtcp, true) => "it takes no CTCP",
        (ChannelTraits.NoCtcp, false) => "it takes CTCP",
        (ChannelTraits.NoFormatting, true) => "it takes no colors and formatting",
        (ChannelTraits.NoFormatting, false) => "it takes colors and formatting",
        (ChannelTraits.AccountsSpeak, true) => "only people with an account can speak",
        (ChannelTraits.AccountsSpeak, false) => "speaking needs no account",
        (ChannelTraits.AccountsJoin, true) => "only people with an account can join",
        (ChannelTraits.AccountsJoin, false) => "joining needs no account",
        (ChannelTraits.Auditorium, true) => "only operators see who listens",
        (ChannelTraits.Auditorium, false) => "everybody sees who listens",
        (ChannelTraits.OperatorsHear, true) => "what people without a voice say is heard by operators only",
        (ChannelTraits.OperatorsHear, false) => "everybody hears what people say",
        (ChannelTraits.Unrecorded, true) => "nothing of it is kept from here on",
        (ChannelTraits.Unrecorded, false) => "its history is kept from here on",
        _ => throw new UnreachableException($"{trait.Which} has no words."),
    };

    private static Sentence PeopleOf(ModeChange.Limit limit) => PlainNames.People(limit.Members);

    private static bool IsAbout(ModeChange change, Identity? viewer) => viewer is not null && change is ModeChange.Rank rank
        && string.Equals(rank.Member.Key, viewer.Nick.Key, StringComparison.Ordinal);
}
