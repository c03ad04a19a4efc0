using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// An event in words, with all that it holds and is not as usual: <c>Said bob #dev Plain 'hi' -> ana as Member, bob as
/// Self; watched by cyd</c>. Sessions stand in brackets; a user whose nick is not the name by which the test knows it is
/// <c>Nick(name)</c>.
/// </summary>
internal static class EventText
{
    internal static string Of(Event happened, Func<UserId, string> person, Func<SessionId, string> session)
    {
        string User(Identity user) =>
            person(user.Id) is var name && name == user.Nick.Value ? name : $"{user.Nick.Value}({name})";

        string Session(SessionId id) => id == default ? "[node]" : $"[{session(id)}]";

        string Departure(Departure departure) => $"'{departure.Reason}'"
            + (departure.Cause == DepartureCause.Connection ? "" : $" {departure.Cause}")
            + (departure.By is { } by ? $" by {User(by)}" : "");

        var fact = happened switch
        {
            Event.Registered e => $"{Session(e.Session)} {User(e.User)}",
            Event.Attached e => $"{Session(e.Session)} {User(e.User)}",
            Event.Moved e => $"{Session(e.Session)} {User(e.From)} {User(e.User)}" + Unless(e.Left.IsEmpty, $" left {string.Join(' ', e.Left)}"),
            Event.AccountCreated e => $"{Session(e.Session)} {e.Account}",
            Event.LoggedIn e => $"{Session(e.Session)} {(e.User is null ? "nobody" : User(e.User))} {e.Account}"
                + Unless(e.User?.Account is null, $" instead of {e.User?.Account}"),
            Event.LoggedOut e => $"{Session(e.Session)} {User(e.User)} {e.User.Account}",
            Event.AccountChanged e => $"{Session(e.Session)} {e.Account} {Of(e.Change)}",
            Event.RegistrationChanged e => $"{Session(e.Session)} {User(e.User)} {e.Channel} {Of(e.Change)}",
            Event.SessionEnded e => $"{Session(e.Session)} {User(e.User)} {Departure(e.Departure)}",
            Event.Quit e => $"{User(e.User)} {Departure(e.Departure)}",
            Event.Joined e => $"{User(e.User)} {e.Channel}" + Unless(e.Ranks == Ranks.None, $" as {e.Ranks}")
                + Unless(e.RealName.Length == 0, $" called '{e.RealName}'") + Unless(e.Away.Length == 0, $" away '{e.Away}'")
                + Unless(e.SentFrom is null, $" from {e.SentFrom}"),
            Event.Parted e => $"{User(e.User)} {e.Channel} '{e.Reason}'",
            Event.Said e => $"{User(e.User)} {e.Channel} {Of(e.Speech)}" + Unless(e.To == Ranks.None, $" to {e.To}"),
            Event.Told e => $"{User(e.User)} {User(e.Target)} {Of(e.Speech)} away '{e.Away}'",
            Event.TopicChanged e => $"{User(e.User)} {e.Channel} '{e.Topic}'",
            Event.ModesChanged e => $"{(e.User is null ? "nobody" : User(e.User))} {e.Channel} {string.Join(", ", e.Changes.Select(Of))}",
            Event.Renamed e => $"{User(e.User)} {e.Nick}",
            Event.AwayChanged e => $"{Session(e.Session)} {User(e.User)} '{e.Message}'"
                + Unless(e.UserMessage.Equals(e.Message), $" in all '{e.UserMessage}'"),
            Event.HostChanged e => $"{User(e.User)} {e.User.UserName}@{e.User.Host} {e.UserName}@{e.Host}",
            Event.RealNameChanged e => $"{User(e.User)} '{e.RealName}'",
            Event.UserModesChanged e => $"{User(e.User)} +{e.Set} -{e.Cleared}"
                + Unless(e.Operator == OperatorChange.None, $" {e.Operator}"),
            Event.Invited e => $"{User(e.User)} {User(e.Target)} {e.Channel}",
            Event.Knocked e => $"{User(e.User)} {e.Channel}",
            Event.Kicked e => $"{User(e.User)} {User(e.Target)} {e.Channel} '{e.Reason}'",
            Event.ChannelRenamed e => $"{User(e.User)} {e.Channel} {e.NewName} '{e.Reason}'",
            Event.Watching e => $"{Session(e.Session)} {string.Join(' ', e.Added)}"
                + Unless(e.Omitted.IsEmpty, $" not {string.Join(' ', e.Omitted)} above {e.Limit}"),
            Event.CameOnline e => User(e.User),
            Event.WentOffline e => $"{e.Nick}",
            Event.Announced e => $"{User(e.User)} '{e.Text}'",
            Event.ReadMarked e => $"{e.Target} {(e.At is { } at ? $"{at.Milliseconds}" : "never")}{(e.HasRisen ? "" : " as before")}",
            Event.Noticed e => $"{e.Kind} {User(e.User)} {e.RealHost} '{e.Text}'",
            Event.Refused e => $"{Session(e.Session)} {e.Reason}" + Unless(e.Nick is null, $" {e.Nick}")
                + Unless(e.Channel is null, $" {e.Channel}") + Unless(e.Limit == 0, $" {e.Limit}")
                + Unless(e.Change is null, $" {(e.Change is null ? "" : Of(e.Change))}"),
            _ => throw new ArgumentException($"No words for {happened.GetType().Name}.", nameof(happened)),
        };
        var audience = happened.Audience;
        var users = audience.Users.Select(user => $"{person(user)} as {audience.ReasonFor(user)}");
        return $"{happened.GetType().Name} {fact} -> {(audience.Users.IsEmpty ? "nobody" : string.Join(", ", users))}"
            + Unless(audience.Watchers.IsEmpty, $"; watched by {string.Join(", ", audience.Watchers.Select(session))}");
    }

    private static string Unless(bool isUsual, string words) => isUsual ? "" : words;

    private static string Of(Speech speech) =>
        Unless(speech.Kind == SpeechKind.Message, $"{speech.Kind} ") + $"{speech.Form} '{speech.Text}'"
        + string.Concat(speech.More.Select(line => $"{(line.GoesOn ? "+" : "/")}'{line.Text}'"))
        + Unless(speech.ClientTags.Length == 0, $" tags '{speech.ClientTags}'");

    private static string Of(AccountChange change) => change switch
    {
        AccountChange.NickGrouped grouped => $"NickGrouped {grouped.Nick} {grouped.IsGrouped}",
        AccountChange.PasswordAdded added => $"PasswordAdded '{added.Name}' {added.IsAdded}",
        AccountChange.FingerprintAdded added => $"FingerprintAdded {added.Fingerprint} {added.IsAdded}",
        AccountChange.AlwaysOnChosen chosen => $"AlwaysOnChosen {chosen.Choice}",
        AccountChange.Suspended suspended => $"Suspended {suspended.IsSuspended} '{suspended.Reason}'",
        AccountChange.Ghosted ghosted => $"Ghosted {ghosted.Nick}",
        _ => change.GetType().Name,
    };

    private static string Of(RegistrationChange change) => change switch
    {
        RegistrationChange.Registered registered => $"Registered {registered.Founder}",
        RegistrationChange.Transferred transferred => $"Transferred {transferred.Founder}",
        RegistrationChange.Offered offered => $"Offered {offered.Account} {offered.Until.Milliseconds}",
        RegistrationChange.OfferWithdrawn withdrawn => $"OfferWithdrawn {withdrawn.Account}",
        RegistrationChange.AccessChanged access => $"AccessChanged {access.Account} {access.Rank}",
        RegistrationChange.SettingChanged setting => $"SettingChanged {setting.Which} {setting.IsOn}",
        _ => change.GetType().Name,
    };

    private static string Of(ModeChange change) => (change.IsSet ? "+" : "-") + change switch
    {
        ModeChange.Trait trait => $"{trait.Which}",
        ModeChange.Key key => $"Key '{key.Value}'",
        ModeChange.Limit limit => $"Limit {limit.Members}",
        ModeChange.Forward forward => $"Forward {forward.To}",
        ModeChange.Mask mask => $"{mask.List} {mask.Which}",
        ModeChange.Rank rank => $"{rank.Which} {rank.Member}",
        _ => throw new ArgumentException($"No words for {change.GetType().Name}.", nameof(change)),
    };
}
