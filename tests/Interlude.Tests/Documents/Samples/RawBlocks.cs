using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

internal static class RawBlocks
{
    // sample: raw-pull
    // "DATA 5", a line; then five bytes, whatever they are; then lines again.
    public static async Task ServeAsync(LineConnection connection)
    {
        await foreach (var line in connection.ReadLinesAsync())
        {
            if (!line.Span.StartsWith("DATA "u8)
                || !Utf8Parser.TryParse(line.Span[5..], out int count, out _) || count is < 0 or > 1_000_000)
            {
                await connection.WriteLineAsync("500 DATA and a number, please"u8.ToArray());
                continue;
            }

            var block = new byte[count];
            if (await connection.ReadRawAsync(block) < count)
            {
                break;   // the input ended within the block
            }

            await connection.WriteLineAsync(Encoding.UTF8.GetBytes($"250 {Convert.ToHexString(SHA256.HashData(block))}"));
        }

        await connection.CloseAsync();
    }
    // end
}

// sample: raw-callbacks
sealed class ByteCounter : LineProtocol
{
    private LineConnection _peer = null!;

    public override void Connected(LineConnection connection) => _peer = connection;

    public override void LineReceived(ReadOnlySpan<byte> line)
    {
        if (Utf8Parser.TryParse(line, out int count, out _) && count > 0)
        {
            RawBytes = count;   // they go to RawReceived, then lines go on
        }
    }

    public override int RawReceived(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == RawBytes)
        {
            _peer.TryWrite("250 got it\r\n"u8);
        }

        return bytes.Length;
    }
}
// end
