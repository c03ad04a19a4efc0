namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Announce(Turn turn, Command.Announce command)
    {
        if ((turn.Powers & OperatorPowers.Wallops) == 0)
        {
            turn.Refuse(Refusal.NoPower);
            return;
        }

        if (command.Text.Length > _policy.MaxTextBytes)
        {
            turn.Refuse(Refusal.TextTooLong, limit: _policy.MaxTextBytes);
            return;
        }

        turn.Report(new Event.Announced(
            new Audience([.. _hearAnnouncements.Values.Select(user => user.Id)], Reason.Operator), turn.User.Identity, command.Text));
    }
}
