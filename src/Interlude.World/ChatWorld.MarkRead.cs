using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    internal static ReadMarkers? ReadMarkersOf(User user) => user.Account is { } account ? account.ReadMarkers : user.ReadMarkers;

    private void MarkRead(Turn turn, Command.MarkRead command)
    {
        var user = turn.User;
        var markers = user.Account is { } account ? account.ReadMarkers ??= new ReadMarkers() : user.ReadMarkers ??= new ReadMarkers();
        var at = command.At > Time ? Time : command.At;   // nothing was read that is still to come
        var hasRisen = markers.TryRaise(command.Target, at, _policy.MaxReadMarkers);
        turn.Report(new Event.ReadMarked(OwnersOf(user), command.Target, markers.Find(command.Target), hasRisen));
    }

    // Those of its members: they know it under its new name. Two of one account have the same.
    private void MoveReadMarkers(Channel channel, ChannelName before)
    {
        foreach (var member in channel.Members)
        {
            ReadMarkersOf(member.User)?.Move(ReadTarget.Of(before), ReadTarget.Of(channel.Name), _policy.MaxReadMarkers);
        }
    }

    // All who use the account, in order of registering.
    private static Audience OwnersOf(User user) => user.Account is { } account
        ? new Audience([.. account.Users.Values.Select(other => other.Id)], Reason.Self, user.Id)
        : Only(user);
}
