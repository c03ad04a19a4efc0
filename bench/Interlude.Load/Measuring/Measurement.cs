namespace Interlude.Load.Measuring;

/// <summary>What one run of one pattern against one server gave. What a pattern does not measure is null.</summary>
internal sealed record Measurement
{
    public required string Pattern { get; init; }

    public double RegistrationsPerSecond { get; init; }

    /// <summary>Microseconds of server CPU for each.</summary>
    public double RegistrationCpu { get; init; }

    /// <summary>KiB that the server has grown by, for each client that registered.</summary>
    public double KibPerConnection { get; init; }

    /// <summary>Clients that have all the tags and the echo that they asked for.</summary>
    public int Tagged { get; init; }

    /// <summary>Counted and as expected over the whole run, warm-up included.</summary>
    public long AllDeliveries { get; init; }

    public double? DeliveriesPerSecond { get; init; }

    /// <summary>Microseconds of server CPU a delivery.</summary>
    public double? CpuPerDelivery { get; init; }

    /// <summary>With a window of messages in flight, so at full load.</summary>
    public Latency? FullLoad { get; init; }

    /// <summary>At a fixed rate, from when each message was due.</summary>
    public Latency? FixedRate { get; init; }

    /// <summary>That rate: deliveries a second.</summary>
    public double? OfferedPerSecond { get; init; }

    /// <summary>Share of one CPU that the server used with nothing to do.</summary>
    public double? IdleCpu { get; init; }

    /// <summary>Share of one CPU that the generator itself used, at full load.</summary>
    public double? GeneratorCpu { get; init; }

    /// <summary>Share of the time at full load in which the server's core was shared with somebody outside of this machine; null if it had several.</summary>
    public double? CoreShared { get; init; }

    /// <summary>What <see cref="SharedCore"/> knows of a core alone, in nanoseconds; 0: nothing.</summary>
    public long LoneCore { get; init; }

    public string? Note { get; init; }
}
