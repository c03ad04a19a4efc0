namespace Interlude.World;

/// <summary>What a member may be on a channel, from low to high. A member may have several; the highest counts.</summary>
[Flags]
public enum Ranks
{
    /// <summary>A member like others.</summary>
    None = 0,

    /// <summary>May speak where not everybody may.</summary>
    Voice = 1,

    /// <summary>May remove who has no such rank, and set some modes.</summary>
    HalfOperator = 2,

    /// <summary>Runs the channel.</summary>
    Operator = 4,

    /// <summary>Runs the channel, and no operator can remove it.</summary>
    Admin = 8,

    /// <summary>Whose channel it is.</summary>
    Owner = 16,
}

/// <summary>What ranks mean.</summary>
public static class RanksExtensions
{
    private const Ranks AnyOperator = Ranks.Operator | Ranks.Admin | Ranks.Owner;

    /// <summary>Whether the highest of these is at least <paramref name="least"/>, which is one rank.</summary>
    public static bool AreAtLeast(this Ranks ranks, Ranks least) => ranks >= least;

    /// <summary>Whether who has these runs the channel.</summary>
    public static bool Operate(this Ranks ranks) => (ranks & AnyOperator) != 0;

    /// <summary>The highest one alone.</summary>
    public static Ranks Highest(this Ranks ranks) =>
        ranks == Ranks.None ? Ranks.None : (Ranks)(1 << System.Numerics.BitOperations.Log2((uint)ranks));
}
