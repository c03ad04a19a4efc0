using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    // Whether the session may be one was decided where the password was checked.
    private void BecomeOperator(Turn turn, Command.BecomeOperator command)
    {
        SetOperator(turn.Session, new OperatorStanding(command.Name, command.Class, command.Powers));

        turn.Report(new Event.UserModesChanged(
            Only(turn.User), turn.User.Identity, UserModes.None, UserModes.None, OperatorChange.Became));
        Notice(NoticeKind.BecameOperator, turn.User, command.Name, turn.Events);
    }
}
