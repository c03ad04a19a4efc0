using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

internal static class Framing
{
    // sample: framing-options
    public static readonly LineConnectionOptions Records = new()
    {
        Delimiters = new Delimiters("\0"u8.ToArray(), "\n"u8.ToArray()),   // either ends a record
        OutputDelimiter = "\0"u8.ToArray(),                               // does not follow Delimiters
        MaxLineBytes = 512,
        OverLimit = OverLimitPolicy.Skip,
        Unterminated = UnterminatedPolicy.Drop,
    };
    // end

    // sample: framing-statuses
    public static async Task ServeAsync(LineConnection connection, TextWriter log)
    {
        while (await connection.WaitToReadAsync())
        {
            LineStatus status;
            while ((status = connection.TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                switch (status)
                {
                    case LineStatus.Line:
                        connection.TryWrite("ok "u8, line.Span, "\0"u8);
                        break;
                    case LineStatus.TooLong:
                        connection.TryWrite("too long\0"u8);
                        break;
                    case LineStatus.Unterminated:
                        log.WriteLine($"dropped: {Encoding.UTF8.GetString(line.Span)}");
                        break;
                }
            }

            await connection.WaitToWriteAsync();   // sends all replies at once; waits for a peer that does not read
        }

        await connection.CloseAsync();
    }
    // end
}
