using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Interlude.Client.Pipes;

/// <summary>What a client does when its own input has ended and all of it is sent.</summary>
public abstract record EndOfInput
{
    private EndOfInput()
    {
    }

    /// <summary>Tells the peer that no more is coming, and reads until the peer ends too.</summary>
    /// <param name="Quiet">Before that, waits until the peer has been quiet for so long: many servers take the end of input
    /// for the end of the connection, and so would owe their replies for ever. Zero tells it at once.</param>
    public sealed record HalfClose(TimeSpan Quiet) : EndOfInput;

    /// <summary>Reads until the peer ends or has been quiet for so long, then leaves.</summary>
    public sealed record Linger(TimeSpan Quiet) : EndOfInput;

    /// <summary>Reads until so many lines have come in all, then leaves.</summary>
    public sealed record Replies(long Count) : EndOfInput;

    /// <summary>Leaves at once.</summary>
    public sealed record Leave : EndOfInput;

    /// <summary>Says nothing, and reads until the peer ends.</summary>
    public sealed record Keep : EndOfInput;

    /// <summary>Reads <c>half-close</c>, <c>linger SECONDS</c>, <c>replies N</c>, <c>leave</c> or <c>keep</c>.</summary>
    /// <param name="text">The policy; a colon may stand in place of the space.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="error">Otherwise: what is wrong with it, as a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out EndOfInput? policy, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split([' ', ':'], 2);
        policy = words switch
        {
            ["half-close"] => new HalfClose(TimeSpan.Zero),
            ["leave"] => new Leave(),
            ["keep"] => new Keep(),
            ["linger", var seconds] when TryParseSeconds(seconds, out var quiet) => new Linger(quiet),
            ["replies", var count] when long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var replies) && replies > 0 => new Replies(replies),
            _ => null,
        };
        error = policy is null ? $"'{text}' is no policy; it is half-close, \"linger SECONDS\", \"replies N\", leave or keep." : null;
        return policy is not null;
    }

    /// <summary>Reads a number of seconds, with or without decimals, more than 0 and at most a day.</summary>
    public static bool TryParseSeconds(string text, out TimeSpan time)
    {
        time = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is <= 0 or > 86_400)
        {
            return false;
        }

        time = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return time > TimeSpan.Zero;
    }
}
