namespace Interlude.Load.Patterns;

/// <summary>All connections break at once, and all come back.</summary>
internal sealed record StormPattern : Pattern
{
    public override string Name => "storm";

    public override string Description => $"{Clients} connections break and come back";

    public override bool HasTalk => false;

    public override bool Reconnects => true;
}
