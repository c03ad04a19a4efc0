using BenchmarkDotNet.Attributes;
using Interlude.Lines;

namespace Interlude.Benchmarks;

/// <summary>What it costs to cut a megabyte into lines.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private const int Bytes = 1024 * 1024;

    private readonly byte[] _tiny = Lines(8);
    private readonly byte[] _long = Lines(512);
    private readonly byte[] _one = [.. new byte[Bytes - 2], (byte)'\r', (byte)'\n'];
    private Delimiters _delimiters = Delimiters.CrLf;

    /// <summary>The seed's delimiter, and what people send.</summary>
    [Params("CRLF", "LF or CRLF")]
    public string Delimiter { get; set; } = "CRLF";

    /// <summary>Chooses the delimiters.</summary>
    [GlobalSetup]
    public void Setup() => _delimiters = Delimiter == "CRLF" ? Delimiters.CrLf : Delimiters.LfOrCrLf;

    /// <summary>131,072 lines of 8 bytes with their ends, in one burst.</summary>
    [Benchmark]
    public int TinyLines() => Burst(_tiny);

    /// <summary>2,048 lines of 512 bytes with their ends, in one burst.</summary>
    [Benchmark]
    public int LongLines() => Burst(_long);

    /// <summary>One line of 1 MiB in one piece: what dripping is compared with.</summary>
    [Benchmark(Baseline = true)]
    public int OneLine() => Burst(_one);

    /// <summary>The same line in pieces.</summary>
    [Benchmark]
    [Arguments(64)]
    [Arguments(1460)]
    [Arguments(4096)]
    public int OneLineDripped(int pieceBytes)
    {
        var decoder = new LineDecoder(_delimiters, Bytes);
        for (var length = pieceBytes; length < Bytes; length += pieceBytes)
        {
            decoder.Read(_one.AsSpan(0, length));
        }

        return decoder.Read(_one).Length;
    }

    private int Burst(byte[] stream)
    {
        var decoder = new LineDecoder(_delimiters, Bytes);
        var lines = 0;
        for (ReadOnlySpan<byte> rest = stream; !rest.IsEmpty; lines++)
        {
            rest = rest[decoder.Read(rest).Consumed..];
        }

        return lines;
    }

    private static byte[] Lines(int length)
    {
        var line = new string('x', length - 2) + "\r\n";
        return System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, Bytes / length)));
    }
}
