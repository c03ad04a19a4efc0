using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Interlude.Client.Destinations;
using Interlude.Lines;

namespace Interlude.Host.Connecting;

/// <summary>How lines are told apart by <c>interlude connect</c>: on the wire, in the input and in the output.</summary>
internal sealed class FramingOptions
{
    // What is looked at line by line is held whole, so a server must not be able to make lines endless.
    private const int DefaultMaxLineBytes = 16 * 1024 * 1024, LimitOfMaxLine = 64 * 1024 * 1024;

    public Option<byte[]?> Wire { get; } = Parsed.Option<byte[]>(
        "--delimiter", "BYTES", @"What ends a line on the wire, both ways: lf, crlf, cr, nul, or bytes with \r \n \t \0 \xNN \\. Without it: CR LF goes out, LF or CR LF is taken; with --exec, lf.", TryParse).Suggesting("lf", "crlf", "cr", "nul");

    public Option<byte[]?> Input { get; } = Parsed.Option<byte[]>("--input-delimiter", "BYTES", "What ends a line of standard input. Without it: LF or CR LF.", TryParse).Suggesting("lf", "crlf", "cr", "nul");

    public Option<byte[]?> Output { get; } = Parsed.Option<byte[]>("--output-delimiter", "BYTES", "What ends a line of standard output. Without it: LF.", TryParse).Suggesting("lf", "crlf", "cr", "nul");

    public Option<Given<int>?> MaxLine { get; } = new("--max-line")
    {
        HelpName = "BYTES",
        Description = "Cut longer lines that come, and say so.",
        CustomParser = result => new Given<int>(WholeNumber.Between("--max-line", 1, LimitOfMaxLine)(result)),
    };

    public Option<Given<TimeSpan>?> IdleTimeout { get; } = Parsed.Seconds("--idle-timeout", "Give up when nothing has come for so long.");

    public Option<bool> Telnet { get; } = new("--telnet") { Description = "Refuse telnet's options (RFC 854), so that a telnet server can be talked with." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Wire, Input, Output, MaxLine, IdleTimeout, Telnet })
        {
            command.Options.Add(option);
        }
    }

    /// <returns>A sentence about an option that would do nothing, or no good; null if there is none.</returns>
    public string? Check(ParseResult parsed, Destination destination, TalkOptions talk) =>
        parsed.GetValue(Telnet) && destination is Destination.Web ? $"--telnet is for a stream of bytes, and {destination} has messages; leave it away."
        : Given(parsed, Input) is not null && talk.IsRequest(parsed) ? "--send and --expect take the place of standard input; leave --input-delimiter away."
        : Given(parsed, Output) is not null && talk.ReadFormat(parsed) is not null ? "--json and --hex write lines that end in LF; leave --output-delimiter away."
        : null;

    public LineConnectionOptions Read(ParseResult parsed, Destination destination)
    {
        var wire = ReadWire(parsed, destination);
        var options = new LineConnectionOptions
        {
            Delimiters = wire.IsEmpty ? Delimiters.LfOrCrLf : new Delimiters(wire.ToArray()),
            OutputDelimiter = wire.IsEmpty ? "\r\n"u8.ToArray() : wire,
            MaxLineBytes = parsed.GetValue(MaxLine)?.Value ?? DefaultMaxLineBytes,
            OverLimit = OverLimitPolicy.Cut,
            OutboxLimitBytes = 1 << 30,   // only a line of that size would need it
            OutboxHighBytes = 256 * 1024,   // so that the next block is read from a pipe while this one goes out
            OutboxLowBytes = 128 * 1024,
            ReceiveBytes = 256 * 1024,
            IdleTimeout = parsed.GetValue(IdleTimeout)?.Value,
            CloseTimeout = TimeSpan.FromSeconds(5),
            LingerTime = TimeSpan.FromSeconds(1),
        };
        return parsed.GetValue(Telnet) ? Client.Talks.Telnet.Speaking(options) : options;
    }

    // Where the wire has LF and only that, a CR before it is a part of the line: then what goes in comes out, byte by byte.
    public ReadOnlyMemory<byte> ReadInput(ParseResult parsed, Destination destination) =>
        Given(parsed, Input) ?? (ReadWire(parsed, destination).Span is [(byte)'\n'] ? "\n"u8.ToArray() : []);

    /// <summary>What ends a line on the wire; empty for CR LF out, and LF or CR LF in. Programs speak LF.</summary>
    public ReadOnlyMemory<byte> ReadWire(ParseResult parsed, Destination destination) =>
        Given(parsed, Wire) ?? (destination is Destination.Program ? "\n"u8.ToArray() : []);

    public ReadOnlyMemory<byte> ReadOutput(ParseResult parsed) => Given(parsed, Output) ?? "\n"u8.ToArray();

    // Where an option that is an array is left away the library gives an empty one.
    private static byte[]? Given(ParseResult parsed, Option<byte[]?> option) => parsed.GetValue(option) is { Length: > 0 } bytes ? bytes : null;

    private static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? error)
    {
        (bytes, error) = (null, null);
        switch (text.ToLowerInvariant())
        {
            case "lf":
                bytes = [.. "\n"u8];
                break;
            case "crlf":
                bytes = [.. "\r\n"u8];
                break;
            case "cr":
                bytes = [.. "\r"u8];
                break;
            case "nul":
                bytes = [0];
                break;
            default:
                if (!EscapedBytes.TryParse(text, out bytes, out error))
                {
                    return false;
                }

                break;
        }

        return true;
    }
}
