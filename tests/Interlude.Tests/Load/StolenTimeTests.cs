using Interlude.Load.Measuring;

namespace Interlude.Tests.Load;

public class StolenTimeTests
{
    [Fact]
    public void It_is_the_eighth_number_and_what_guests_used_is_not_counted_twice()
    {
        Assert.Equal((8, 36), StolenTime.Parse("cpu  1 2 3 4 5 6 7 8 90 100\ncpu0 9 9 9 9 9 9 9 9 9 9\n"));
    }

    [Theory]
    [InlineData(0, "Meanwhile 0.0 % of the processors' time was taken by the machine's host.")]
    [InlineData(15, "Meanwhile 1.5 % of the processors' time was taken by the machine's host.")]
    [InlineData(660, "Meanwhile 66.0 % of the processors' time was taken by the machine's host: these figures mean little, run it again at another hour.")]
    public void Much_of_it_is_said_to_spoil_the_figures(long stolen, string sentence)
    {
        Assert.Equal(sentence, StolenTime.Sentence((10, 5_000), (10 + stolen, 6_000)));
    }
}
