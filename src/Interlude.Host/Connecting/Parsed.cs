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

    public static Option<TimeSpan?> Seconds(string name, string description) => new(name)
    {
        HelpName = "SECONDS",
        Description = description,
        CustomParser = result =>
        {
            if (EndOfInput.TryParseSeconds(result.Tokens[^1].Value, out var time))
            {
                return time;
            }

            result.AddError($"{name}: \"{result.Tokens[^1].Value}\" is not a number of seconds above 0, up to a day.");
            return null;
        },
    };

    public static Option<decimal?> Rate(string name, string description) => new(name)
    {
        HelpName = "LINES",
        Description = description,
        CustomParser = result =>
        {
            if (decimal.TryParse(result.Tokens[^1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0.001m and <= 1_000_000)
            {
                return rate;
            }

            result.AddError($"{name}: \"{result.Tokens[^1].Value}\" is not a number of lines a second, from 0.001 to 1000000.");
            return null;
        },
    };

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
