namespace Interlude.Client.Pipes;

/// <summary>The settings of <see cref="PipeMode"/>. Immutable.</summary>
public sealed record PipeOptions
{
    /// <summary>What ends a line of the input; empty for LF or CR LF. Default: empty.</summary>
    public ReadOnlyMemory<byte> InputDelimiter { get; init; }

    /// <summary>What ends a line of the output; empty for what ends it on the wire: then bytes are passed on as they come,
    /// without looking for lines. Default: LF.</summary>
    public ReadOnlyMemory<byte> OutputDelimiter { get; init; } = "\n"u8.ToArray();

    /// <summary>What is done at the end of input. Default: <see cref="EndOfInput.HalfClose"/>.</summary>
    public EndOfInput EndOfInput { get; init; } = new EndOfInput.HalfClose();

    /// <summary>Is told, as a sentence, of what came otherwise than it was sent: a line that was cut. Default: nobody is.
    /// </summary>
    public Action<string>? Report { get; init; }
}
