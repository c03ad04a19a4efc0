using Interlude.World;

namespace Interlude.Server;

/// <summary>What is said, in every dialect, of wishes about registered channels that were not granted.</summary>
internal static class RegistrationRefusals
{
    /// <summary>A sentence without its full stop; null: the refusal is about something else.</summary>
    public static string? Explain(Event.Refused refused) => (refused.Reason, refused.Wish) switch
    {
        (Refusal.ChannelRegistered, _) => $"{refused.Channel} is registered already",
        (Refusal.ChannelNotRegistered, _) => $"{refused.Channel} is not registered",
        (Refusal.NoAccess, Command.RenameChannel) => $"{refused.Channel} is registered, and only its founder renames it",
        (Refusal.NoAccess, Command.DropChannel or Command.TransferChannel or Command.ChangeChannelSetting) =>
            $"Only the founder of {refused.Channel} can do that",
        (Refusal.NoAccess, _) => $"Your account has no access to {refused.Channel} that would do",
        (Refusal.NotLoggedIn, var wish) when IsAboutRegistration(wish) => "You are not logged in, and a channel belongs to an account",
        (Refusal.NoChoice, Command.RegisterChannel) => $"{refused.Channel} is everybody's and cannot be registered",
        (Refusal.NotOffered, _) => $"{refused.Channel} is not offered to your account",
        (Refusal.AccountFull, Command.RegisterChannel or Command.AcceptChannel) => $"Your account has {refused.Limit} channels, as many as it may have; drop one first",
        (Refusal.AccountFull, Command.TransferChannel) => $"The account {refused.Nick} has {refused.Limit} channels, as many as it may have",
        (Refusal.NoSuchAccount, var wish) when IsAboutRegistration(wish) => $"There is no account {refused.Nick}",
        (Refusal.TakenByAccount, Command.TransferChannel) => $"{refused.Channel} is {refused.Nick}'s already",
        (Refusal.TakenByAccount, Command.ChangeAccess) => $"{refused.Nick} has that access to {refused.Channel} already",
        (Refusal.NotOfAccount, Command.ChangeAccess) => $"{refused.Nick} has no access to {refused.Channel}",
        (Refusal.TargetRanksHigher, Command.ChangeAccess) =>
            $"You can change only access that is below your own, and the founder's only by a transfer",
        (Refusal.ListFull, Command.ChangeAccess) => $"{refused.Limit} accounts have access to {refused.Channel}, as many as may; remove one first",
        _ => null,
    };

    /// <summary>What has become of a channel's registration, in a sentence without its full stop.</summary>
    public static string Words(Event.RegistrationChanged changed) => changed.Change switch
    {
        RegistrationChange.Registered registered => $"{changed.Channel} is registered to {registered.Founder}",
        RegistrationChange.Transferred transferred => $"{changed.Channel} is {transferred.Founder}'s from here on",
        RegistrationChange.Offered offered =>
            $"{changed.Channel} is offered to {offered.Account}, who has it after saying ACCEPT {changed.Channel} to ChanServ until {Dates.Of(offered.Until.Milliseconds)}",
        RegistrationChange.OfferWithdrawn withdrawn => $"{changed.Channel} is not offered to {withdrawn.Account} any longer",
        RegistrationChange.AccessChanged { Rank: Ranks.None } access => $"{access.Account} has no access to {changed.Channel} any longer",
        RegistrationChange.AccessChanged access => $"{access.Account} has a rank on {changed.Channel} whenever it joins",
        RegistrationChange.SettingChanged { Which: ChannelSettings.OpenHistory, IsOn: true } => $"Members of {changed.Channel} read the history since it was registered",
        RegistrationChange.SettingChanged { Which: ChannelSettings.OpenHistory } => $"Members of {changed.Channel} read the history back to their joining",
        _ => $"{changed.Channel} is not registered any longer",
    };

    /// <summary>The same for those whom somebody else's wish concerns.</summary>
    public static string WordsToOthers(Event.RegistrationChanged changed) => changed.Change is RegistrationChange.Offered offered
        ? $"{changed.User.Nick} offers you {changed.Channel}: it is yours after you say ACCEPT {changed.Channel} to ChanServ, until {Dates.Of(offered.Until.Milliseconds)}"
        : Words(changed);

    /// <summary>Whether a wish is about registered channels.</summary>
    public static bool IsAboutRegistration(Command wish) => wish is Command.RegisterChannel or Command.DropChannel
        or Command.TransferChannel or Command.AcceptChannel or Command.ChangeAccess or Command.ChangeChannelSetting
        or Command.ChangeModes { By: ModeAuthority.Access };
}
