namespace Interlude.Client.Pipes;

/// <summary>The settings of <see cref="PipeMode"/>. Immutable.</summary>
public sealed record PipeOptions
{
    /// <summary>What ends a line of the input; empty for LF or CR LF. Default: empty.</summary>
    public ReadOnlyMemory<byte> InputDelimiter { get; init; }

    /// <summary>What ends a line that is received; empty for LF or CR LF. Default: empty.</summary>
    public ReadOnlyMemory<byte> WireDelimiter { get; init; }

    /// <summary>What ends a line of the output. Default: LF.</summary>
    public ReadOnlyMemory<byte> OutputDelimiter { get; init; } = "\n"u8.ToArray();

    /// <summary>What is done at the end of input. Default: it is told to the server at once.</summary>
    public EndOfInput EndOfInput { get; init; } = new EndOfInput.HalfClose(TimeSpan.Zero);
}
