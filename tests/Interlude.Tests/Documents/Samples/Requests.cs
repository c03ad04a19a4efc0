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
        await foreach (var line in connection.ReadLinesAsync(cancellationToken))
        {
            return Encoding.UTF8.GetString(line.Span);   // the next loop goes on after this line
        }

        return null;   // connection.InputEnd says why
    }
    // end
}
