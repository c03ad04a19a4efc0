namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeNick(Turn turn, Command.ChangeNick command)
    {
        var user = turn.User;
        var holder = Find(command.Nick);
        if (holder is not null && holder != user)
        {
            turn.Refuse(Refusal.NickTaken, command.Nick);
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

        var before = user.Identity;
        var audience = PeersOf(user);
        var keptIn = KeptBy(user);
        var isAnother = !string.Equals(before.Nick.Key, command.Nick.Key, StringComparison.Ordinal);
        if (isAnother)
        {
            Remember(user);
        }

        _usersByNick.Remove(before.Nick.Key);
        _usersByNick.Add(command.Nick.Key, user);
        user.Identity = before with { Nick = command.Nick };

        turn.Report(new Event.Renamed(audience, before, command.Nick) { KeptIn = keptIn });
        if (isAnother)
        {
            ReportOffline(before.Nick, turn.Events);
            ReportOnline(user, turn.Events);
        }
    }
}
