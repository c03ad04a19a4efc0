using Interlude.Load.Measuring;

namespace Interlude.Tests.Load;

public sealed class HistogramTests
{
    [Fact]
    public void Small_values_are_exact()
    {
        var histogram = new Histogram();
        for (var value = 0; value < 64; value++)
        {
            histogram.Add(value);
        }

        Assert.Equal((31, 62, 63, 63), (histogram.Percentile(0.5), histogram.Percentile(0.98), histogram.Percentile(1), histogram.Max));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1_000_000)]
    [InlineData(123_456_789_012)]
    [InlineData(long.MaxValue / 2)]
    public void A_percentile_is_never_too_low_and_at_most_a_64th_too_high(long value)
    {
        var histogram = new Histogram();
        histogram.Add(value);
        histogram.Add(value * 2);

        Assert.InRange(histogram.Percentile(0.5), value, value + (value / 64) + 1);
        Assert.Equal(value * 2, histogram.Percentile(1));
    }

    [Fact]
    public void Percentiles_of_many_are_those_of_the_sorted_values()
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 10_000).Select(_ => random.NextInt64(1L << random.Next(1, 40))).ToArray();
        var histogram = new Histogram();
        Array.ForEach(values, histogram.Add);
        Array.Sort(values);

        foreach (var share in new[] { 0.001, 0.25, 0.5, 0.9, 0.99, 0.999 })
        {
            var exact = values[(int)Math.Ceiling(share * values.Length) - 1];
            Assert.InRange(histogram.Percentile(share), exact, exact + (exact / 64) + 1);
        }
    }

    [Fact]
    public void Nothing_has_no_percentile_and_clearing_leaves_nothing()
    {
        var histogram = new Histogram();
        histogram.Add(-5);
        histogram.Add(70);
        Assert.Equal((0, 70, 2), (histogram.Percentile(0.5), histogram.Percentile(1), histogram.Count));

        histogram.Clear();

        Assert.Equal((0, 0, 0), (histogram.Percentile(0.99), histogram.Max, histogram.Count));
    }
}
