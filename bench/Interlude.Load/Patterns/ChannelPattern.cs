namespace Interlude.Load.Patterns;

/// <summary>One big channel.</summary>
internal sealed record ChannelPattern : Pattern
{
    public override string Name => "channel";

    public override string Description => $"one channel of {Clients}, {Senders} speak, window {Window}";
}
