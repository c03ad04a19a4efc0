namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void GrantOperator(Turn turn, Command.GrantOperator command)
    {
        if (FindOperated(turn, command.Channel) is not { } channel
            || FindMember(turn, command.Target, channel) is not { } member)
        {
            return;
        }

        if (member.IsOperator)
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        member.IsOperator = true;

        turn.Report(new Event.OperatorGranted(
            MembersOf(channel, turn.User, member.User), turn.User.Identity, member.User.Identity, channel.Name));
    }
}
