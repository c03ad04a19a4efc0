using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeHost(Turn turn, Command.ChangeHost command)
    {
        if ((turn.Powers & OperatorPowers.ChangeHost) == 0)
        {
            turn.Refuse(Refusal.NoPower);
        }
        else if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
        }
        else
        {
            ChangeHost(turn, target, command.UserName, command.Host);
        }
    }

    private void ChangeHost(Turn turn, User user, SourceWord userName, SourceWord host)
    {
        var before = user.Identity;
        if (before.Host.IsSame(host) && before.UserName.IsSame(userName))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        user.Identity = before with { UserName = userName, Host = host };

        turn.Report(new Event.HostChanged(PeersAndWatchersOf(user), before, userName, host));
    }
}
