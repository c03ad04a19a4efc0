using Interlude.Simulation;

namespace Interlude.Tests.Simulation;

public sealed class ChanceTests
{
    [Fact]
    public void It_is_xoshiro256_seeded_by_splitmix64()
    {
        var chance = new Chance(0);

        // As other implementations have it, such as the crate rand_xoshiro's seed_from_u64(0).
        Assert.Equal(11091344671253066420UL, chance.Next());
        Assert.Equal(13793997310169335082UL, chance.Next());
        Assert.Equal(1900383378846508768UL, chance.Next());
    }

    [Fact]
    public void A_seed_means_the_same_numbers_for_ever()
    {
        var chance = new Chance(42);

        Assert.Equal([83, 378, 680, 924, 991], Enumerable.Range(0, 5).Select(_ => chance.Below(1000)));
    }

    [Fact]
    public void Below_gives_every_number_and_no_other()
    {
        var chance = new Chance(7);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Enumerable.Range(0, 200).Select(_ => chance.Below(7)).Distinct().Order());
    }

    [Fact]
    public void A_fork_does_not_disturb_where_it_comes_from()
    {
        var (one, other) = (new Chance(1), new Chance(1));
        one.Fork().Next();
        other.Fork();

        Assert.Equal(one.Next(), other.Next());
    }
}
