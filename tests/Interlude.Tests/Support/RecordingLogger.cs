using Microsoft.Extensions.Logging;

namespace Interlude.Tests.Support;

/// <summary>Keeps what is logged, as text: <c>id name level: message</c>.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];
    private readonly List<Exception> _exceptions = [];

    public string[] Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    public Exception[] Exceptions
    {
        get
        {
            lock (_lock)
            {
                return [.. _exceptions];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _entries.Add($"{eventId.Id} {eventId.Name} {logLevel}: {formatter(state, exception)}");
            if (exception is not null)
            {
                _exceptions.Add(exception);
            }
        }
    }
}
