namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Say(Turn turn, Command.Say command)
    {
        if (Find(command.Channel) is not { } channel)
        {
            turn.Refuse(Refusal.NoSuchChannel, channel: command.Channel);
            return;
        }

        if (channel.Find(turn.User.Id) is null)
        {
            turn.Refuse(Refusal.NotOnChannel, channel: channel.Name);
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
