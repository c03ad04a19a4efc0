using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>Commands in words, so that what is wished can be compared with what should be.</summary>
internal static class Commands
{
    public static string Word(Command command) => command switch
    {
        Command.Register wish => $"register {wish.Nick}",
        Command.EndSession wish => $"end {wish.Reason}",
        Command.Join wish => $"join {wish.Channel}",
        Command.Part wish => $"part {wish.Channel} {wish.Reason}",
        Command.Say { Kind: TextKind.Plain } wish => $"say {wish.Channel} {wish.Text}",
        Command.Say wish => $"act {wish.Channel} {wish.Text}",
        Command.Tell wish => $"tell {wish.Target} {wish.Text}",
        Command.SetTopic wish => $"topic {wish.Channel} {wish.Topic}",
        Command.LockTopic wish => $"{(wish.Locked ? "lock" : "unlock")} {wish.Channel}",
        Command.ChangeNick wish => $"nick {wish.Nick}",
        Command.SetAway wish => $"away {wish.Message}",
        Command.Invite wish => $"invite {wish.Target} {wish.Channel}",
        Command.Kick wish => $"kick {wish.Target} {wish.Channel} {wish.Reason}",
        Command.GrantOperator wish => $"op {wish.Target} {wish.Channel}",
        Command.NodeStarted => "node starts",
        Command.NodeStopped => "node stops",
        Command.Configured => "node configures",
        _ => throw new BrokenException($"{command.GetType().Name} has no words here."),
    };
}
