namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Part(Turn turn, Command.Part command)
    {
        if (FindJoined(turn, command.Channel) is not { } channel)
        {
            return;
        }

        var keptIn = KeptBy(channel, turn.User);
        var audience = WitnessesOf(channel, turn.User);
        var successor = Leave(turn.User, channel);

        turn.Report(new Event.Parted(audience, turn.User.Identity, channel.Name, Shorten(command.Reason)) { KeptIn = keptIn });
        ReportSuccessor(successor, channel, turn.Events);
    }
}
