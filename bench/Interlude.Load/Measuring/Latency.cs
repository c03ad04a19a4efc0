namespace Interlude.Load.Measuring;

/// <summary>Microseconds from when a message was due to each of its deliveries.</summary>
internal sealed record Latency(double P50, double P99, double P999, double Max)
{
    /// <param name="nanoseconds">What was counted.</param>
    public static Latency Of(Histogram nanoseconds) => new(
        nanoseconds.Percentile(0.5) / 1e3, nanoseconds.Percentile(0.99) / 1e3, nanoseconds.Percentile(0.999) / 1e3, nanoseconds.Max / 1e3);
}
