namespace Interlude.Load.Patterns;

/// <summary>Many small channels.</summary>
internal sealed record ChannelsPattern : Pattern
{
    public override string Name => "channels";

    public override string Description => $"{Groups} channels of {Clients / Groups}, {Senders} speak, window {Window}";
}
