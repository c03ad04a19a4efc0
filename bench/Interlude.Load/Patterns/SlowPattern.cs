namespace Interlude.Load.Patterns;

/// <summary>One channel where some read nothing while the latency of the others is measured.</summary>
internal sealed record SlowPattern : Pattern
{
    public override string Name => "slow";

    public override string Description => $"one channel of {Clients}, {Senders} speak, window {Window}; at the fixed rate {Deaf} read nothing";

    public override int Deaf => Math.Max(1, Clients / 20);
}
