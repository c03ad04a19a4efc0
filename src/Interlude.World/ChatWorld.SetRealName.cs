namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void SetRealName(Turn turn, Command.SetRealName command)
    {
        if (command.RealName.Length > _policy.MaxRealNameBytes)
        {
            turn.Refuse(Refusal.TextTooLong, limit: _policy.MaxRealNameBytes);
            return;
        }

        if (turn.User.RealName.Equals(command.RealName))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        turn.User.RealName = command.RealName;

        turn.Report(new Event.RealNameChanged(PeersAndWatchersOf(turn.User), turn.User.Identity, command.RealName));
    }
}
