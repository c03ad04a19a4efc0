namespace Interlude.Load.Patterns;

/// <summary>Many who say nothing.</summary>
internal sealed record IdlePattern : Pattern
{
    public override string Name => "idle";

    public override string Description => $"{Clients} registered clients that say nothing";

    public override bool HasTalk => false;
}
