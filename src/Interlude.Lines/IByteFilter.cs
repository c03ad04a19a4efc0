using System.Buffers;

namespace Interlude.Lines;

/// <summary>Something that received bytes pass before they are cut into lines, such as a telnet option filter. One per
/// connection; called by its reader only.</summary>
public interface IByteFilter
{
    /// <summary>Rewrites received bytes in place. It may shorten them and must not lengthen them.</summary>
    /// <param name="received">The next bytes of the stream, cut anywhere.</param>
    /// <param name="answers">What is to be sent to the peer because of them.</param>
    /// <returns>How many bytes at the front of <paramref name="received"/> are what is left.</returns>
    int Filter(Span<byte> received, IBufferWriter<byte> answers);
}
