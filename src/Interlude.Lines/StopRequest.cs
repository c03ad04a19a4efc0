namespace Interlude.Lines;

/// <summary>A request to finish: made once, noticed once by the reader, and a token for whoever asks for one. Its own lock, for
/// nobody outside of the connection sees it.</summary>
internal sealed class StopRequest
{
    private CancellationTokenSource? _source;   // most connections never need one
    private volatile bool _made;
    private volatile bool _noticed;

    public bool IsMade => _made;

    public bool IsMadeAndNew => _made && !_noticed;

    public CancellationToken Token
    {
        get
        {
            lock (this)
            {
                return _made ? new CancellationToken(canceled: true) : (_source ??= new()).Token;
            }
        }
    }

    public void Make()
    {
        CancellationTokenSource? source;
        lock (this)
        {
            (source, _source, _made) = (_source, null, true);
        }

        source?.Cancel();
    }

    /// <summary>Whether it has been made and the reader has not been told yet.</summary>
    public bool IsNew()
    {
        var isNew = IsMadeAndNew;
        _noticed |= isNew;
        return isNew;
    }
}
