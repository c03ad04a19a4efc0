using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Interlude.Client.Pipes;

namespace Interlude.Host.Connecting;

/// <summary>Options whose text is read by a parser that says, as a sentence, what is wrong with it.</summary>
internal static class Parsed
{
    /// <param name="text">What was written.</param>
    /// <param name="value">What it means.</param>
    /// <param name="error">Otherwise a sentence that ends in a full stop.</param>
    public delegate bool Parser<T>(string text, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? error);

    public static Option<T?> Option<T>(string name, string helpName, string description, Parser<T> parser) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result => Value(result, name, parser),
        };

    /// <summary>Lets shells complete the values that people use most.</summary>
    public static Option<T> Suggesting<T>(this Option<T> option, params string[] values)
    {
        option.CompletionSources.Add(values);
        return option;
    }

    /// <summary>One that may be given several times.</summary>
    public static Option<T[]> Options<T>(string name, string helpName, string description, Parser<T> parser) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => [],
            CustomParser = result => [.. result.Tokens.Select(token => Value(result, token.Value, name, parser)).OfType<T>()],
        };

    public static Option<Given<TimeSpan>?> Seconds(string name, string description) => Option<Given<TimeSpan>>(name, "SECONDS", description, TryParseSeconds);

    public static Option<Given<decimal>?> Rate(string name, string description) => Option<Given<decimal>>(name, "LINES", description, TryParseRate);

    private static bool TryParseSeconds(string text, [NotNullWhen(true)] out Given<TimeSpan>? time, [NotNullWhen(false)] out string? error)
    {
        time = EndOfInput.TryParseSeconds(text, out var read) ? new(read) : null;
        error = time is null ? $"\"{text}\" is not a number of seconds above 0, up to a day." : null;
        return time is not null;
    }

    private static bool TryParseRate(string text, [NotNullWhen(true)] out Given<decimal>? rate, [NotNullWhen(false)] out string? error)
    {
        rate = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) && read is >= 0.001m and <= 1_000_000 ? new(read) : null;
        error = rate is null ? $"\"{text}\" is not a number of lines a second, from 0.001 to 1000000." : null;
        return rate is not null;
    }

    private static T? Value<T>(ArgumentResult result, string name, Parser<T> parser) => Value(result, result.Tokens[^1].Value, name, parser);

    private static T? Value<T>(ArgumentResult result, string text, string name, Parser<T> parser)
    {
        if (!parser(text, out var value, out var error))
        {
            result.AddError($"{name}: {error}");
        }

        return value;
    }
}

/// <summary>A number that was given. The library's code for options of references is compiled ahead, that for values is
/// compiled at each start, which would be the longest part of it.</summary>
internal sealed record Given<T>(T Value)
    where T : struct;
