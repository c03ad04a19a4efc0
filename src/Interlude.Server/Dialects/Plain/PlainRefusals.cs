using System.Diagnostics;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Words refusals: what, the value, and what to do.</summary>
internal static class PlainRefusals
{
    public static ReadOnlyMemory<byte> Render(Event.Refused refused, PlainKind kind, ChatWorld world) => refused.Reason switch
    {
        Refusal.NickTaken when kind == PlainKind.Arrival =>
            PlainLine.Of($"* The name {refused.Nick!} is taken. Please choose another."),
        Refusal.NickTaken => PlainLine.Of($"* The name {refused.Nick!} is taken. You keep the one you have."),
        Refusal.NickReserved when kind == PlainKind.Arrival && ChatWorld.IsService(refused.Nick!) =>
            PlainLine.Of($"* The name {refused.Nick!} is the server's own. Please choose another."),
        Refusal.NickReserved when kind == PlainKind.Arrival => PlainLine.Of(
            $"* The name {refused.Nick!} belongs to an account. If it is yours, type /login {refused.Nick!} and your password; else choose another name."),
        _ when AccountRefusals.Explain(refused) is { } words => PlainLine.Of($"* {words}."),
        Refusal.NameTooLong when kind == PlainKind.Arrival =>
            PlainLine.Of($"* A name has at most {refused.Limit} characters. Please choose a name."),
        Refusal.NameTooLong => PlainLine.Of($"* A name has at most {refused.Limit} characters, so that was not done."),
        Refusal.TooManyUsers => PlainLine.Of(
            $"* There are {refused.Limit} people here, as many as there may be. Please try again later."),
        Refusal.NotRegistered or Refusal.AlreadyRegistered => PlainLine.Of(
            $"* Your session is not what it should be for that. Please connect again."),
        Refusal.NoSuchNick => PlainLine.Of($"* There is nobody called {refused.Nick!}. Type /list for the channels, and /who #CHANNEL for who is in one."),
        Refusal.NoSuchChannel => PlainLine.Of(
            $"* There is no channel {refused.Channel!}. Type /list to see which there are, or /join {refused.Channel!} to open it."),
        Refusal.NotOnChannel => PlainLine.Of(
            $"* You are not in {refused.Channel!}. Type /join {refused.Channel!} to go there."),
        Refusal.AlreadyOnChannel => PlainLine.Of($"* You are in {refused.Channel!} already."),
        Refusal.TargetNotOnChannel => PlainLine.Of($"* {refused.Nick!} is not in {refused.Channel!}."),
        Refusal.TargetAlreadyOnChannel => PlainLine.Of($"* {refused.Nick!} is in {refused.Channel!} already."),
        Refusal.NotOperator when !HasOperator(refused.Channel!, world) => PlainLine.Of(
            $"* Nobody operates {refused.Channel!}, so nobody can do that there."),
        Refusal.NotOperator => PlainLine.Of(
            $"* Only an operator of {refused.Channel!} can do that. Type /who {refused.Channel!} to see who they are."),
        Refusal.TargetRanksHigher => PlainLine.Of($"* {Target(refused)} ranks higher in {refused.Channel!} than you, so you cannot do that."),
        Refusal.Banned when refused.Wish is Command.Say => PlainLine.Of($"* You may not speak in {refused.Channel!}: you are banned or muted there."),
        Refusal.Banned => PlainLine.Of($"* You are banned from {refused.Channel!}."),
        Refusal.InviteOnly => PlainLine.Of($"* Only who is invited can join {refused.Channel!}. Ask somebody there to invite you."),
        Refusal.WrongKey when refused.Wish is Command.Join { Key.Length: > 0 } => PlainLine.Of(
            $"* The key for {refused.Channel!} is wrong. Type /join {refused.Channel!} and the right one."),
        Refusal.WrongKey => PlainLine.Of($"* Joining {refused.Channel!} needs its key. Type /join {refused.Channel!} and the key."),
        Refusal.NeedsAccount => PlainLine.Of($"* Only people with an account can do that."),
        Refusal.Moderated => PlainLine.Of($"* Only people with a voice can speak in {refused.Channel!} at the moment."),
        Refusal.NoCtcp or Refusal.NoFormatting => PlainLine.Of($"* {refused.Channel!} does not take that kind of text."),
        Refusal.TopicLocked => PlainLine.Of(
            $"* The topic of {refused.Channel!} is locked: only its operators can change it. Type /who {refused.Channel!} to see who they are."),
        Refusal.TextTooLong => PlainLine.Of(
            $"* That text is longer than the {refused.Limit} bytes there are for it, so nothing was done. Please shorten it."),
        Refusal.TooManyChannels => PlainLine.Of(
            $"* You are in {refused.Limit} channels, as many as one may be in. Leave one with /part first."),
        Refusal.ChannelFull => PlainLine.Of(
            $"* {refused.Channel!} has {refused.Limit} members, as many as it may have. Please try again later."),
        Refusal.TooManyChannelsInAll => PlainLine.Of(
            $"* There are {refused.Limit} channels, as many as there may be, so {refused.Channel!} cannot be opened. Type /list to see them."),
        Refusal.ListFull or Refusal.BadKey or Refusal.BadLimit or Refusal.ChannelOpen or Refusal.TooManyKnocks
            or Refusal.ChannelNameTaken or Refusal.TooManyMembers or Refusal.NoPower => PlainLine.Of($"* That cannot be done."),
        _ => throw new UnreachableException($"{refused.Reason} has no sentence."),
    };

    private static Nick Target(Event.Refused refused) =>
        refused.Nick ?? (refused.Change as ModeChange.Rank)?.Member ?? throw new UnreachableException("Who ranks higher has a name.");

    // A refusal is rendered before the next entry is applied, so the channel is as it was.
    private static bool HasOperator(ChannelName name, ChatWorld world) =>
        world.SeenWhole().Find(name)?.Members.Any(member => member.IsOperator) == true;
}
