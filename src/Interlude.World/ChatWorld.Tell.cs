namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Tell(Turn turn, Command.Tell command)
    {
        if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
            return;
        }

        if (command.Text.Length > _policy.MaxTextBytes)
        {
            turn.Refuse(Refusal.TextTooLong, target.Nick, limit: _policy.MaxTextBytes);
            return;
        }

        turn.Report(new Event.Told(
            Both(turn.User, target), turn.User.Identity, target.Identity, command.Kind, command.Text, target.Away));
    }
}
