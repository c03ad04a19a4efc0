namespace Interlude.Lines;

/// <summary>Who has a socket polled by an <see cref="EpollPoller"/>.</summary>
internal interface IPolled
{
    /// <summary>Something has happened to the socket. On the polling thread.</summary>
    void Signal(PollEvents events);

    /// <summary>It is polled no more, for the poller ends.</summary>
    void Abort();
}
