using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Interlude.Client.Pipes;
using Interlude.Client.Records;
using Interlude.Client.Scripts;

namespace Interlude.Host.Connecting;

/// <summary>What is said by <c>interlude connect</c>, when it leaves, and what becomes of the answers.</summary>
internal sealed class TalkOptions
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30), s_linger = TimeSpan.FromSeconds(2);

    public Option<EndOfInput?> AtEnd { get; } = Parsed.Option<EndOfInput>(
        "--at-end", "POLICY", "What to do at the end of input: half-close, \"linger SECONDS\", \"replies N\", leave, keep.", EndOfInput.TryParse)
        .Suggesting("half-close", "linger", "replies", "leave", "keep");

    public Option<Given<TimeSpan>?> Linger { get; } = Parsed.Seconds(
        "--linger", "Under TLS and on web sockets, how long the server has to be quiet before it is told of the end of input: 2.");

    public Option<string[]> Send { get; } = new("--send") { HelpName = "LINE", Description = "Say this; standard input is not read. With --expect and --until in the order given.", DefaultValueFactory = _ => [] };

    public Option<Regex[]> Expect { get; } = Parsed.Options<Regex>("--expect", "REGEX", "Wait for a line that matches.", TryParseRegex);

    public Option<Regex[]> Until { get; } = Parsed.Options<Regex>("--until", "REGEX", "Go on until a line matches, however long that takes, as long as lines come.", TryParseRegex);

    public Option<Given<TimeSpan>?> Timeout { get; } = Parsed.Seconds("--timeout", "How long --expect waits, and --until between two lines or after the end of input: 30.");

    public Option<Given<decimal>?> Rate { get; } = Parsed.Rate("--rate", "Say at most so many lines a second.");

    public Option<string?> Log { get; } = new("--log") { HelpName = "FILE", Description = "Write down all lines, both ways, with the time; secrets left out." };

    public Option<bool> Hex { get; } = new("--hex") { Description = "Print both ways as a hexadecimal dump." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print both ways as JSON: an object a line, with time, direction, text or base64." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { AtEnd, Linger, Send, Expect, Until, Timeout, Rate, Log, Hex, Json })
        {
            command.Options.Add(option);
        }
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="canHalfClose">As for <see cref="ReadEndOfInput"/>.</param>
    /// <returns>A sentence about options that do not go together, or would do nothing; null if all do.</returns>
    public string? Check(ParseResult parsed, bool canHalfClose) =>
        parsed.GetValue(Hex) && parsed.GetValue(Json) ? "--hex and --json exclude each other."
            : !IsRequest(parsed) && parsed.GetValue(Until)!.Length > 1 ? "Without --send and --expect there is one --until."
            : parsed.GetValue(Timeout) is not null && parsed.GetValue(Expect)!.Length + parsed.GetValue(Until)!.Length == 0
                ? "--timeout is for --expect and --until; how long the server may be silent is said by --idle-timeout."
            : parsed.GetValue(Linger) is not null && (parsed.GetValue(AtEnd) is not null || ReadEndOfInput(parsed, canHalfClose) is not EndOfInput.HalfClose { Quiet.Ticks: > 0 })
                ? "--linger changes what is done by default at the end of input under TLS and on web sockets, and that is not done here; there is --at-end \"linger SECONDS\"."
            : parsed.GetValue(Send)!.FirstOrDefault(line => line.Contains('\uFFFD', StringComparison.Ordinal)) is { } wrong
                ? $"--send: \"{wrong}\" is not UTF-8; other bytes can be said from standard input."
            : parsed.GetValue(Send)!.FirstOrDefault(line => line.AsSpan().ContainsAny('\r', '\n')) is not null
                ? "--send says one line, and its text has a line break; give --send once for each line."
            : null;

    /// <summary>Whether the command line says what is said, in place of standard input.</summary>
    public bool IsRequest(ParseResult parsed) => parsed.GetValue(Send)!.Length + parsed.GetValue(Expect)!.Length > 0;

    /// <summary>Whether lines have to be looked at one by one, which no keyboard asks for.</summary>
    public bool IsScripted(ParseResult parsed) =>
        IsRequest(parsed) || parsed.GetValue(Until)!.Length > 0 || parsed.GetValue(Hex) || parsed.GetValue(Json) || parsed.GetValue(Rate) is not null;

    /// <summary>The steps of a request, in the order in which they stand on the command line.</summary>
    public IReadOnlyList<Step> ReadSteps(ParseResult parsed)
    {
        var timeout = ReadTimeout(parsed);
        var (sends, expects, untils) = (new Queue<string>(parsed.GetValue(Send)!), new Queue<Regex>(parsed.GetValue(Expect)!), new Queue<Regex>(parsed.GetValue(Until)!));
        var steps = new List<Step>();
        foreach (var name in parsed.Tokens.Where(token => token.Type == TokenType.Option).Select(token => token.Value))
        {
            if (name == Send.Name)
            {
                steps.Add(new Step.Send(Encoding.UTF8.GetBytes(sends.Dequeue())));
            }
            else if (name == Expect.Name)
            {
                steps.Add(new Step.Expect(expects.Dequeue(), timeout, IsPatient: false));
            }
            else if (name == Until.Name)
            {
                steps.Add(new Step.Expect(untils.Dequeue(), timeout, IsPatient: true));
            }
        }

        return steps;
    }

    /// <summary>How long a line may take that is waited for.</summary>
    public TimeSpan ReadTimeout(ParseResult parsed) => parsed.GetValue(Timeout)?.Value ?? s_timeout;

    /// <summary>At which line a talk that is no request is over; null for none.</summary>
    public Regex? ReadUntil(ParseResult parsed) => IsRequest(parsed) ? null : parsed.GetValue(Until)!.FirstOrDefault();

    /// <param name="parsed">The command line.</param>
    /// <param name="canHalfClose">Whether the destination goes on when it is told of the end of input.</param>
    public EndOfInput ReadEndOfInput(ParseResult parsed, bool canHalfClose) => parsed.GetValue(AtEnd)
        ?? (IsRequest(parsed) && ReadSteps(parsed)[^1] is Step.Expect ? new EndOfInput.Leave()
            : new EndOfInput.HalfClose(canHalfClose ? TimeSpan.Zero : parsed.GetValue(Linger)?.Value ?? s_linger));

    /// <summary>How the output is written; null for the bytes of what is received.</summary>
    public RecordFormat? ReadFormat(ParseResult parsed) => parsed.GetValue(Json) ? RecordFormat.Json : parsed.GetValue(Hex) ? RecordFormat.Hex : null;

    // Time to match grows with the line and no faster, whatever a server sends.
    private static bool TryParseRegex(string text, [NotNullWhen(true)] out Regex? pattern, [NotNullWhen(false)] out string? error)
    {
        (pattern, error) = (null, null);
        try
        {
            pattern = new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (ArgumentException wrong)
        {
            error = $"\"{text}\" is no regular expression: {wrong.Message}";
        }
        catch (NotSupportedException)
        {
            error = $"\"{text}\" looks around or back (as (?=…) or \\1 do), which is not done here.";
        }

        return pattern is not null;
    }
}
