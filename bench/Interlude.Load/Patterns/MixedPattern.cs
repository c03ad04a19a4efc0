namespace Interlude.Load.Patterns;

/// <summary>Small channels where people rename themselves, leave and come back.</summary>
internal sealed record MixedPattern : Pattern
{
    public override string Name => "mixed";

    public override string Description => $"{Groups} channels of {Clients / Groups}, {Senders} speak, window {Window}, with 1 % renames and 1 % parts and joins";

    public override bool Changes => true;

    public override string? Fault() => Clients % Groups != 0 || Clients / Groups < 3
        ? $"{Clients} clients cannot be in {Groups} channels of one size, each with a sender, one who passes and one who stays."
        : base.Fault();
}
