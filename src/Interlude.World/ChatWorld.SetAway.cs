namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void SetAway(Turn turn, Command.SetAway command)
    {
        if (command.Message.Length > _policy.MaxAwayBytes)
        {
            turn.Refuse(Refusal.TextTooLong, limit: _policy.MaxAwayBytes);
            return;
        }

        if (turn.Session.Away.Equals(command.Message))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        var user = turn.User;
        var before = user.Away;
        turn.Session.Away = command.Message;
        var audience = user.Away.Equals(before) ? Only(user) : PeersAndWatchersOf(user);

        turn.Report(new Event.AwayChanged(audience, turn.Session.Id, user.Identity, command.Message, user.Away));
    }
}
