namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Part(Turn turn, Command.Part command)
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

        var audience = MembersOf(channel, turn.User);
        var successor = Leave(turn.User, channel);

        turn.Report(new Event.Parted(audience, turn.User.Identity, channel.Name, Shorten(command.Reason)));
        ReportSuccessor(successor, channel, turn.Events);
    }
}
