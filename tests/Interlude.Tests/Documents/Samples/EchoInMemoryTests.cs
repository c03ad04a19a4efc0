using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

public class EchoInMemoryTests
{
    // sample: memory-pair
    [Theory]
    [InlineData(1)]      // byte by byte
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Lines_are_echoed_however_they_are_cut(int most)
    {
        var (near, far) = MemoryTransport.CreatePair(cut: there => Math.Min(there, most));
        var server = LineProtocol.RunAsync(new LineConnection(near), new Echo());
        await using var client = new LineConnection(far);
        await client.WriteLineAsync("hello"u8.ToArray());
        await client.WriteLineAsync("world"u8.ToArray());
        await client.CompleteAsync();   // the end of our input, not of the connection

        var lines = new List<string>();
        await foreach (var line in client.ReadLinesAsync())
        {
            lines.Add(Encoding.UTF8.GetString(line.Span));
        }

        Assert.Equal(["You sent: hello", "You sent: world"], lines);
        await client.CloseAsync();
        Assert.Equal(LineCloseKind.PeerClosed, (await server).Kind);
    }
    // end
}
