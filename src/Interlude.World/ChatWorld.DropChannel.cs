using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void DropChannel(Turn turn, Command.DropChannel command)
    {
        if (FindRegistered(turn, command.Channel, Ranks.Owner) is { } channel)
        {
            Report(turn, channel, new RegistrationChange.Dropped());
            EndRegistration(channel, turn.Events);
        }
    }

    /// <summary>Makes a channel nobody's: it ends if nobody is there, and else has an operator as every other.</summary>
    private void EndRegistration(Channel channel, List<Event> events)
    {
        var registration = channel.Registration!;
        registration.Founder.Channels.Remove(channel.CreatedAt);
        registration.Access.ForEach(access => access.Account.Channels.Remove(channel.CreatedAt));
        channel.Registration = null;
        if (channel.Members.Count == 0)
        {
            Close(channel);
        }
        else
        {
            ReportSuccessor(Succeed(channel), channel, events);
        }
    }
}
