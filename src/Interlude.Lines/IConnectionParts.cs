namespace Interlude.Lines;

/// <summary>What the parts of a connection tell the connection. One object for all of them, so that no part holds a delegate for
/// each thing that it may have to say: most have nothing to say for hours.</summary>
internal interface IConnectionParts
{
    /// <summary>The outbox has fallen to its low mark after it had reached its high one.</summary>
    void Drained();

    /// <summary>Sending has found that the connection is lost.</summary>
    void Lost(Exception loss);

    /// <summary>The filter of what comes in has answered the peer by itself.</summary>
    void Answer(ReadOnlyMemory<byte> answer);
}
