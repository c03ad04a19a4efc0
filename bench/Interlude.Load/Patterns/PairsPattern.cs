namespace Interlude.Load.Patterns;

/// <summary>People who speak to one other: client 2k to client 2k + 1.</summary>
internal sealed record PairsPattern : Pattern
{
    public override string Name => "pairs";

    public override string Description => $"{Clients / 2} pairs, {Senders} speak, window {Window}";

    public override bool IsDirect => true;

    /// <summary>As many as there are pairs, whatever is said.</summary>
    public override int Groups { get => Clients / 2; init { } }

    public override int GroupOf(int client) => client / 2;

    public override int SenderAt(int number) => 2 * number;

    public override int MembersOf(int client) => 2;

    public override string? Fault() => Clients % 2 == 1 ? $"{Clients} clients are no pairs."
        : Senders > Clients / 2 ? $"{Senders} cannot speak: one of each of {Clients / 2} pairs does."
        : base.Fault();
}
