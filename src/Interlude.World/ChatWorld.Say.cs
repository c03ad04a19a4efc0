namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Say(Turn turn, Command.Say command)
    {
        if (FindJoined(turn, command.Channel) is not { } channel)
        {
            return;
        }

        if (command.Text.Length > _policy.MaxTextBytes)
        {
            turn.Refuse(Refusal.TextTooLong, channel: channel.Name, limit: _policy.MaxTextBytes);
            return;
        }

        turn.Report(new Event.Said(
            MembersOf(channel, turn.User), turn.User.Identity, channel.Name, command.Kind, command.Text));
    }
}
