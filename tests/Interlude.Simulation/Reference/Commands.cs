using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>Commands in words, so that what is wished can be compared with what should be.</summary>
internal static class Commands
{
    public static string Word(Command command) => command switch
    {
        Command.Register wish => $"register {wish.Nick}",
        Command.EndSession wish => $"end {wish.Reason}",
        Command.Join { Key.Length: 0 } wish => $"join {wish.Channel}",
        Command.Join wish => $"join {wish.Channel} {wish.Key}",
        Command.Part wish => $"part {wish.Channel} {wish.Reason}",
        Command.Say { Speech.Form: TextKind.Plain } wish => $"say {wish.Channel} {wish.Speech.Text}",
        Command.Say wish => $"act {wish.Channel} {wish.Speech.Text}",
        Command.Tell { Speech: { Kind: SpeechKind.Notice, Form: TextKind.Ctcp } speech } wish =>
            $"answer {wish.Target} {(IsPing(speech) ? speech.Text : ReferenceDialect.Split(speech.Text.ToString()).First)}",
        Command.Tell wish => $"tell {wish.Target} {wish.Speech.Text}",
        Command.SetTopic wish => $"topic {wish.Channel} {wish.Topic}",
        Command.ChangeModes { Changes: [ModeChange.Trait { Which: ChannelTraits.TopicLocked } change] } wish =>
            $"{(change.IsSet ? "lock" : "unlock")} {wish.Channel}",
        Command.ChangeModes { Changes: [ModeChange.Rank { IsSet: true, Which: Ranks.Operator } change] } wish =>
            $"op {change.Member} {wish.Channel}",
        Command.ChangeNick wish => $"nick {wish.Nick}",
        Command.SetAway wish => $"away {wish.Message}",
        Command.Invite wish => $"invite {wish.Target} {wish.Channel}",
        Command.Kick wish => $"kick {wish.Target} {wish.Channel} {wish.Reason}",
        Command.NodeStarted => "node starts",
        Command.Advanced => "time advances",
        Command.NodeStopped => "node stops",
        Command.Configured => "node configures",
        _ => command.ToString(),   // only clients of IRC wish for it, and what they wish for is not foreseen
    };

    private static bool IsPing(Speech speech) => speech.Text.ToString().StartsWith("PING", StringComparison.OrdinalIgnoreCase);
}
