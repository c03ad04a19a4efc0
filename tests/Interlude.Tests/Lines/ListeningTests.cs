using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Tests of listeners, which run once more with a poller of the library's own: see the classes that inherit.</summary>
public abstract class ListeningTests : IDisposable
{
    private readonly EpollPoller? _poller;

    protected ListeningTests() => _poller = IsPolled ? Requires.Poller() : null;

    protected virtual bool IsPolled => false;

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _poller?.Dispose();
    }

    protected LineListener Open(LineEndPoint where, LineListenerOptions? options = null) =>
        LineListener.Open(where, (options ?? new()) with { Poller = _poller });
}
