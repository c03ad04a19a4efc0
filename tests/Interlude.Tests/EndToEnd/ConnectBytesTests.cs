using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>Much text through <c>interlude connect</c> in a pipe, there and back.</summary>
public class ConnectBytesTests
{
    private const int Bytes = 64 * 1024 * 1024;
    private const int MostGrowthKiB = 40 * 1024;   // less than what goes through; above all code that is compiled meanwhile

    [Fact]
    public async Task With_the_same_delimiter_both_ways_all_bytes_pass_and_the_last_line_is_finished()
    {
        using var folder = new TemporaryFolder();
        var (input, output) = (Path.Combine(folder.Path, "in"), Path.Combine(folder.Path, "out"));
        await File.WriteAllBytesAsync(input, Text(), TestContext.Current.CancellationToken);
        using var listening = new TcpListener(IPAddress.Loopback, 0);
        listening.Start();
        await using var connect = ChildProcess.Start(Requires.Program("sh"), "-c",
            $"exec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "interlude.dll")}' connect 127.0.0.1 {((IPEndPoint)listening.LocalEndpoint).Port}"
            + $" --delimiter lf <'{input}' >'{output}'");
        using var socket = await listening.AcceptSocketAsync().WaitAsync(Peers.Limit);
        var before = PeakKiB(connect.Id);

        await EchoAsync(socket).WaitAsync(Peers.Limit);
        var after = PeakKiB(connect.Id);   // it waits for the end now
        socket.Shutdown(SocketShutdown.Send);

        Assert.Equal((0, ""), await connect.WaitForExitAsync());
        Assert.Equal(Hash([.. await File.ReadAllBytesAsync(input, TestContext.Current.CancellationToken), (byte)'\n']),
            Hash(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken)));
        Assert.InRange(after - before, 0, MostGrowthKiB);
    }

    // Lines of all lengths up to 100 KiB, any bytes in them, and no end of the last.
    private static byte[] Text()
    {
        var random = new Random(1);
        var text = new byte[Bytes];
        random.NextBytes(text);
        for (var at = 0; at < text.Length;)
        {
            var next = Math.Min(text.Length, at + random.Next(1 << random.Next(1, 18)) + 1);
            text.AsSpan(at..next).Replace((byte)'\n', (byte)'\r');
            text[next - 1] = next < text.Length ? (byte)'\n' : (byte)'x';
            at = next;
        }

        return text;
    }

    private static async Task EchoAsync(Socket socket)
    {
        var block = new byte[64 * 1024];
        int count;
        while ((count = await socket.ReceiveAsync(block)) > 0)
        {
            for (var sent = 0; sent < count;)
            {
                sent += await socket.SendAsync(block.AsMemory(sent..count));
            }
        }
    }

    private static long PeakKiB(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).Single();

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
