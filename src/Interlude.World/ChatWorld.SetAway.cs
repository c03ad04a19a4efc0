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

        turn.Session.Away = command.Message;

        turn.Report(new Event.AwayChanged(Only(turn.User), turn.Session.Id, turn.User.Identity, command.Message));
    }
}
