using Interlude.Load.Wire;

namespace Interlude.Load.Driving;

/// <summary>Told of what clients receive while there is talk.</summary>
internal interface ITalkListener
{
    /// <summary>A message of a client of this run.</summary>
    /// <param name="to">Who received it.</param>
    /// <param name="tail">Whose it is.</param>
    /// <param name="now">When it was read: nanoseconds of the monotonic clock.</param>
    void OnMessage(LoadClient to, MessageTail tail, long now);

    /// <summary>A JOIN, PART or NICK.</summary>
    /// <param name="to">Who received it.</param>
    /// <param name="fromVerb">The line without tags and source.</param>
    void OnEvent(LoadClient to, ReadOnlySpan<byte> fromVerb);
}
