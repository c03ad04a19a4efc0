using System.Diagnostics.Metrics;

namespace Interlude.Tests.Support;

/// <summary>Makes meters and adds up what their instruments report: one sum for each instrument and tag. It hears only the
/// meters that it has made, whatever other tests do at the same time.</summary>
internal sealed class MeterReadings : IMeterFactory
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _sums = new(StringComparer.Ordinal);
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener;

    public MeterReadings()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == this)
                {
                    listener.EnableMeasurementEvents(instrument, null);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.Start();
    }

    /// <summary>The sums that are not 0, as <c>name tag=value sum</c>, by name.</summary>
    public string[] Sums
    {
        get
        {
            lock (_lock)
            {
                return [.. _sums.Where(sum => sum.Value != 0).Select(sum => $"{sum.Key} {sum.Value}")];
            }
        }
    }

    /// <summary>A sum by its name and tag.</summary>
    public long this[string name]
    {
        get
        {
            lock (_lock)
            {
                return _sums.GetValueOrDefault(name);
            }
        }
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    // Without garbage where there is no tag, because tests count allocations around it.
    private void Add(string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = tags.Length == 0 ? instrument : $"{instrument} {tags[0].Key}={tags[0].Value}";
        lock (_lock)
        {
            _sums[name] = _sums.GetValueOrDefault(name) + value;
        }
    }
}
