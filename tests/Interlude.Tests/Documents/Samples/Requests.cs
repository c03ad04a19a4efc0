using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

internal static class Requests
{
    // sample: request-reply
    public static async Task<string?> AskAsync(
        LineConnection connection, string request, CancellationToken cancellationToken = default)
    {
        await connection.WriteLineAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
        return await connection.ReadLineAsync(cancellationToken) is { } line
            ? Encoding.UTF8.GetString(line.Span)
            : null;   // connection.InputEnd says why
    }
    // end
}
