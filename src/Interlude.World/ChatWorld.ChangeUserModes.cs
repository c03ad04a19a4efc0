namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeUserModes(Turn turn, Command.ChangeUserModes command)
    {
        var user = turn.User;
        var wished = (user.Modes | command.Set) & ~command.Clear;
        if ((wished & ~user.Modes & UserModes.HearsNotices) != 0 && (turn.Powers & OperatorPowers.Inspect) == 0)
        {
            wished &= ~UserModes.HearsNotices;
            turn.Refuse(Refusal.NoPower);
        }

        var resigns = command.Resigns && turn.Session.Operator is not null;
        if (resigns)
        {
            SetOperator(turn.Session, null);
            wished = user.Operator is null ? wished & ~UserModes.HearsNotices : wished;
        }

        var before = user.Modes;
        if (wished == before && !resigns)
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        SetModes(user, wished);
        turn.Report(new Event.UserModesChanged(
            Only(user), user.Identity, wished & ~before, before & ~wished,
            resigns ? OperatorChange.Resigned : OperatorChange.None));
        if (((before ^ wished) & UserModes.Cloaked) != 0)
        {
            ChangeHost(turn, user, user.Identity.UserName, user.Has(UserModes.Cloaked) ? user.Cloak : user.RealHost);
        }
    }

    private void SetOperator(State.Session session, State.OperatorStanding? standing)
    {
        var was = session.User.Operator is not null;
        session.Operator = standing;
        _operators += (session.User.Operator is not null ? 1 : 0) - (was ? 1 : 0);
    }
}
