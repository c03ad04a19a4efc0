using System.Diagnostics;
using Interlude.Load.Measuring;
using Interlude.Load.Wire;

namespace Interlude.Load.Driving;

/// <summary>One run of one pattern against one server that listens: connect, register, talk, count, measure.</summary>
internal static class Drive
{
    private const double SettleSlice = 2;   // seconds; CPU is counted in hundredths
    private const int SteadySlices = 3;
    private const double LittleShared = 0.1;

    /// <exception cref="LoadException">A delivery is missing or too many, a client was cut off, or a limit ran out.</exception>
    public static Measurement Run(DriveOptions options)
    {
        var pattern = options.Pattern;
        if (pattern.Fault() is { } fault)
        {
            throw new LoadException(fault);
        }

        Descriptors.Raise(pattern.Clients);
        using var crowd = new Crowd(options);
        var cpu = new CpuClock(options.Process);
        var memory = ResidentMemory.Read(options.Process);
        var measured = Register(options, crowd, cpu, out var complete);
        if (complete && pattern.Reconnects)
        {
            crowd.BreakOff();
            measured = Register(options, crowd, cpu, out complete) with { KibPerConnection = measured.KibPerConnection };
        }

        if (!complete && pattern.HasTalk)
        {
            throw new LoadException($"{crowd.Registered} of {pattern.Clients} clients were registered after {options.LimitSeconds} s.");
        }

        if (!pattern.Reconnects)
        {
            crowd.Settle();
            measured = measured with { KibPerConnection = PerClient(options, crowd, memory) };
        }

        return pattern.HasTalk ? Speak(options, crowd, cpu, measured)
            : pattern.Reconnects ? measured
            : Watch(options, crowd, cpu, measured, memory);
    }

    private static Measurement Register(DriveOptions options, Crowd crowd, CpuClock cpu, out bool complete)
    {
        var (begin, used, memory) = (Stopwatch.GetTimestamp(), cpu.Read(), ResidentMemory.Read(options.Process));
        complete = crowd.Register();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Measurement
        {
            Pattern = options.Pattern.Name,
            RegistrationsPerSecond = crowd.Registered / seconds,
            RegistrationCpu = (cpu.Read() - used) * 1e6 / Math.Max(1, crowd.Registered),
            KibPerConnection = PerClient(options, crowd, memory),
            Tagged = crowd.Tagged,
            Note = complete ? null : $"{crowd.Registered} of {options.Pattern.Clients} registered within {options.LimitSeconds} s",
        };
    }

    private static double PerClient(DriveOptions options, Crowd crowd, long before) =>
        (ResidentMemory.Read(options.Process) - before) / (double)Math.Max(1, crowd.Registered);

    private static Measurement Watch(DriveOptions options, Crowd crowd, CpuClock cpu, Measurement measured, long memory)
    {
        var (begin, used) = (Stopwatch.GetTimestamp(), cpu.Read());
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < options.Seconds)
        {
            crowd.Turn(100);   // whoever is asked answers
        }

        return measured with
        {
            IdleCpu = (cpu.Read() - used) / Stopwatch.GetElapsedTime(begin).TotalSeconds,
            KibPerConnection = PerClient(options, crowd, memory),
        };
    }

    private static Measurement Speak(DriveOptions options, Crowd crowd, CpuClock cpu, Measurement measured)
    {
        if (!options.Pattern.IsDirect)
        {
            crowd.Join();
        }

        crowd.Settle();
        var talk = new Talk(options.Pattern, crowd);
        crowd.Listener = talk;
        measured = AtFullLoad(options, talk, cpu, measured);
        if (options.Messages == 0 || options.Pattern.Deaf > 0)
        {
            measured = AtFixedRate(options, talk, measured);
        }

        crowd.Settle();
        return measured with { AllDeliveries = talk.Check() };
    }

    private static Measurement AtFullLoad(DriveOptions options, Talk talk, CpuClock cpu, Measurement measured)
    {
        if (options.Messages > 0)
        {
            return Measure(talk, cpu, measured, () =>
            {
                talk.Open(options.Messages);
                talk.Close();
            });
        }

        using var core = SharedCore.Of(options.Process, options.LoneCore > 0 ? options.LoneCore : long.MaxValue);
        talk.Open(0);
        talk.GoOn(options.WarmUpSeconds);
        measured = measured with { Note = Settle(options, talk, cpu) };
        var windows = new List<(Measurement Measured, IReadOnlyList<long> Probes)>();
        (Measurement Measured, IReadOnlyList<long> Probes) best;
        do
        {
            core?.Take();
            windows.Add((Measure(talk, cpu, measured, () => talk.GoOn(options.Seconds)), core?.Take() ?? []));
            best = windows.MinBy(window => ShareOf(window.Probes));   // anew, for how long a core alone needs is known better by now
        }
        while (windows.Count < options.Windows && ShareOf(best.Probes) > LittleShared);

        talk.Close();
        return best.Measured with { CoreShared = ShareOf(best.Probes), LoneCore = core?.Least ?? 0 };

        double? ShareOf(IReadOnlyList<long> probes) => SharedCore.ShareOf(probes, core?.Least ?? 0);
    }

    private static Measurement Measure(Talk talk, CpuClock cpu, Measurement measured, Action speak)
    {
        var own = new CpuClock(Environment.ProcessId);
        talk.Latencies.Clear();
        var (begin, used, ownUsed, delivered) = (Stopwatch.GetTimestamp(), cpu.Read(), own.Read(), talk.Deliveries);
        speak();
        var (seconds, deliveries) = (Stopwatch.GetElapsedTime(begin).TotalSeconds, talk.Deliveries - delivered);
        if (deliveries == 0)
        {
            throw new LoadException($"Nothing was delivered in {seconds:0.0} s.");
        }

        return measured with
        {
            DeliveriesPerSecond = deliveries / seconds,
            CpuPerDelivery = (cpu.Read() - used) * 1e6 / deliveries,
            GeneratorCpu = (own.Read() - ownUsed) / seconds,
            FullLoad = Latency.Of(talk.Latencies),
        };
    }

    /// <summary>A server that compiles itself while it runs gets faster for a while, with slower times in between: goes on until some slices of
    /// time cost as much CPU a delivery as the cheapest before, but for a tenth, and none clearly less. Slower ones do not count.</summary>
    /// <returns>A sentence if it was not steady at the end of the patience; else null.</returns>
    private static string? Settle(DriveOptions options, Talk talk, CpuClock cpu)
    {
        var (begin, least, steady) = (Stopwatch.GetTimestamp(), double.PositiveInfinity, 0);
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < options.SettleSeconds)
        {
            var (used, delivered) = (cpu.Read(), talk.Deliveries);
            talk.GoOn(SettleSlice);
            var cost = (cpu.Read() - used) / Math.Max(1, talk.Deliveries - delivered);
            steady = cost < least * 0.95 ? 0 : cost <= least * 1.1 ? steady + 1 : steady;
            least = Math.Min(least, cost);
            if (steady == SteadySlices)
            {
                return null;
            }
        }

        return options.SettleSeconds > 0 ? $"was not steady after {options.WarmUpSeconds + options.SettleSeconds} s" : null;
    }

    private static Measurement AtFixedRate(DriveOptions options, Talk talk, Measurement measured)
    {
        var rate = options.Rate > 0 ? options.Rate : measured.DeliveriesPerSecond!.Value / 2;
        talk.Deafen();
        talk.Latencies.Clear();
        talk.Schedule(rate, options.Seconds);
        talk.Close();
        var result = measured with { FixedRate = Latency.Of(talk.Latencies), OfferedPerSecond = rate };
        talk.Undeafen();
        return result;
    }
}
