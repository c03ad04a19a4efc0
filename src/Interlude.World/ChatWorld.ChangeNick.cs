namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeNick(Turn turn, Command.ChangeNick command)
    {
        var user = turn.User;
        if (WhyNotTake(command.Nick, user.Account, user) is { } reason)
        {
            turn.Refuse(reason, command.Nick);
            return;
        }

        if (string.Equals(user.Nick.Value, command.Nick.Value, StringComparison.Ordinal))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        if (command.Nick.CodePointCount > _policy.MaxNickCodePoints)
        {
            turn.Refuse(Refusal.NameTooLong, command.Nick, limit: _policy.MaxNickCodePoints);
            return;
        }

        MakeRoom(command.Nick, user, turn.Events);
        Rename(user, command.Nick, turn.Events);
    }

    private void Rename(State.User user, Nick nick, List<Event> events)
    {
        var before = user.Identity;
        var audience = PeersOf(user);
        var keptIn = KeptBy(user);
        var isAnother = !IsSame(before.Nick, nick);
        if (isAnother)
        {
            Remember(user);
        }

        _usersByNick.Remove(before.Nick.Key);
        _usersByNick.Add(nick.Key, user);
        user.Identity = before with { Nick = nick };

        events.Add(new Event.Renamed(audience, before, nick) { KeptIn = keptIn });
        if (isAnother)
        {
            ReportOffline(before.Nick, events);
            ReportOnline(user, events);
        }
    }
}
