using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// An event in words, with all that it holds: <c>Said bob #dev Plain 'hi' -> ana as Member, bob as Self</c>. Sessions
/// stand in brackets; a user whose nick is not the name by which the test knows it is <c>Nick(name)</c>.
/// </summary>
internal static class EventText
{
    internal static string Of(Event happened, Func<UserId, string> person, Func<SessionId, string> session)
    {
        string User(Identity user) =>
            person(user.Id) is var name && name == user.Nick.Value ? name : $"{user.Nick.Value}({name})";

        string Session(SessionId id) => $"[{session(id)}]";

        var fact = happened switch
        {
            Event.Registered e => $"{Session(e.Session)} {User(e.User)}",
            Event.SessionEnded e => $"{Session(e.Session)} {User(e.User)}",
            Event.Quit e => $"{User(e.User)} '{e.Reason}'",
            Event.Joined e => $"{User(e.User)} {e.Channel}{(e.AsOperator ? " as operator" : "")}",
            Event.Parted e => $"{User(e.User)} {e.Channel} '{e.Reason}'",
            Event.Said e => $"{User(e.User)} {e.Channel} {e.Kind} '{e.Text}'",
            Event.Told e => $"{User(e.User)} {User(e.Target)} {e.Kind} '{e.Text}' away '{e.Away}'",
            Event.TopicChanged e => $"{User(e.User)} {e.Channel} '{e.Topic}'",
            Event.TopicLockChanged e => $"{User(e.User)} {e.Channel} {(e.Locked ? "locked" : "open")}",
            Event.Renamed e => $"{User(e.User)} {e.Nick}",
            Event.AwayChanged e => $"{Session(e.Session)} {User(e.User)} '{e.Message}'",
            Event.Invited e => $"{User(e.User)} {User(e.Target)} {e.Channel}",
            Event.Kicked e => $"{User(e.User)} {User(e.Target)} {e.Channel} '{e.Reason}'",
            Event.OperatorGranted e => $"{(e.User is null ? "nobody" : User(e.User))} {User(e.Target)} {e.Channel}",
            Event.Refused e => $"{Session(e.Session)} {e.Reason}"
                + (e.Nick is null ? "" : $" {e.Nick}")
                + (e.Channel is null ? "" : $" {e.Channel}")
                + (e.Limit == 0 ? "" : $" {e.Limit}"),
            _ => throw new ArgumentException($"No words for {happened.GetType().Name}.", nameof(happened)),
        };
        var audience = happened.Audience;
        var users = audience.Users.Select(user => $"{person(user)} as {audience.ReasonFor(user)}");
        return $"{happened.GetType().Name} {fact} -> {(audience.Users.IsEmpty ? "nobody" : string.Join(", ", users))}";
    }
}
