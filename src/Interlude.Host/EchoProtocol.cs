using Interlude.Lines;

namespace Interlude.Host;

/// <summary>Answers each line with <c>You sent: </c>, the line and the delimiter, bytes untouched; a line of one dot
/// closes, and nothing after it is answered.</summary>
internal sealed class EchoProtocol(byte[] delimiter, TextWriter complaints) : LineProtocol
{
    private LineConnection _connection = null!;

    private static ReadOnlySpan<byte> Greeting => "You sent: "u8;

    public static LineConnectionOptions Options(byte[] delimiter, int maxLineBytes)
    {
        var options = new LineConnectionOptions();
        return options with
        {
            Delimiters = new Delimiters(delimiter),
            MaxLineBytes = maxLineBytes,
            Unterminated = UnterminatedPolicy.Drop,
            // Below the high mark there is always room for one more answer.
            OutboxLimitBytes = options.OutboxHighBytes + Greeting.Length + maxLineBytes + delimiter.Length,
        };
    }

    public override void Connected(LineConnection connection) => _connection = connection;

    public override void LineReceived(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("."u8))
        {
            _connection.Close();
            return;
        }

        // Refused only if the connection has ended, and then nobody is there to be answered.
        _connection.TryWrite(Greeting, line, delimiter);
    }

    public override void LineTooLong(ReadOnlySpan<byte> beginning) =>
        complaints.WriteLine($"interlude echo: {_connection.Transport.RemoteName} sent a line of more than "
            + $"{_connection.Options.MaxLineBytes} bytes, so its connection is closed.");
}
