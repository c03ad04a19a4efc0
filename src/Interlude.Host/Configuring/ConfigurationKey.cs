using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Interlude.Host.Configuring;

/// <summary>
/// One key of the configuration: what it means, what it may be, and what it sets. The documentation is made of these, so it
/// cannot say anything else.
/// </summary>
/// <param name="name">With its section: <c>limits.connections</c>.</param>
/// <param name="meaning">A sentence or two.</param>
internal abstract class ConfigurationKey(string name, string meaning)
{
    public string Name { get; } = name;

    public string Meaning { get; } = meaning;

    /// <summary>In what the value is counted; empty for none.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>What a value, or each item of a list, must be, to follow "is not" and "must be".</summary>
    public abstract string Allowed { get; }

    /// <summary>The value without a configuration, as JSON; null if there is none.</summary>
    public abstract string? Default { get; }

    /// <summary>A value for somebody to begin with, as JSON, where the default shows nothing.</summary>
    public string? Sample { get; init; }

    /// <summary>Whether a new value is in force when the configuration is read anew.</summary>
    public bool IsReloadable { get; init; } = true;

    /// <summary>Whether a value must not be repeated in a message.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a path below the name is a part of it.</summary>
    public virtual bool Has(string path) => path.Length == 0;

    /// <summary>Sets what was given, or says what is wrong with it.</summary>
    public abstract Configuration Set(Configuration configuration, GivenValue given, List<string> errors);

    protected string Refusal(GivenValue given, string value, string place = "") =>
        $"{Name}{place}: {Shown(value)} ({given.Origin}) is not {Allowed}.";

    private string Shown(string value) => IsSecret ? "the value" : $"\"{value}\"";
}

/// <summary>A whole number.</summary>
internal sealed class NumberKey(
    string name, string meaning, int least, int most,
    Func<Configuration, int> get, Func<Configuration, int, Configuration> set) : ConfigurationKey(name, meaning)
{
    public override string Allowed => $"a whole number from {least} to {most}";

    public override string Default => Read(Configuration.Default);

    /// <summary>The number in a configuration.</summary>
    public string Read(Configuration configuration) => get(configuration).ToString(CultureInfo.InvariantCulture);

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        if (int.TryParse(given.Single, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return set(configuration, number);
        }

        errors.Add(Refusal(given, given.Single));
        return configuration;
    }
}

/// <summary>On or off.</summary>
internal sealed class SwitchKey(
    string name, string meaning, Func<Configuration, bool> get, Func<Configuration, bool, Configuration> set)
    : ConfigurationKey(name, meaning)
{
    public override string Allowed => "true or false";

    public override string Default => get(Configuration.Default) ? "true" : "false";

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        if (bool.TryParse(given.Single, out var isOn))
        {
            return set(configuration, isOn);
        }

        errors.Add(Refusal(given, given.Single));
        return configuration;
    }
}

/// <summary>A text.</summary>
/// <param name="name">See <see cref="ConfigurationKey"/>.</param>
/// <param name="meaning">See <see cref="ConfigurationKey"/>.</param>
/// <param name="allowed">See <see cref="ConfigurationKey.Allowed"/>.</param>
/// <param name="get">The text of a configuration; null if it has none.</param>
/// <param name="set">The configuration with it; null if it is not allowed.</param>
internal sealed class TextKey(
    string name, string meaning, string allowed,
    Func<Configuration, string?> get, Func<Configuration, string, Configuration?> set) : ConfigurationKey(name, meaning)
{
    /// <summary>Whether it is the path of a file; a relative one is looked for beside the configuration file.</summary>
    public bool IsPath { get; init; }

    public override string Allowed => allowed;

    public override string? Default => get(Configuration.Default) is { } text ? JsonSerializer.Serialize(text, JsonText.Options) : null;

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var text = given.Single;
        if (IsPath && text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal))
        {
            text = Path.GetFullPath(text, given.Folder);
        }

        if (set(configuration, text) is { } changed)
        {
            return changed;
        }

        errors.Add(Refusal(given, given.Single));
        return configuration;
    }
}

/// <summary>A list of texts.</summary>
/// <param name="name">See <see cref="ConfigurationKey"/>.</param>
/// <param name="meaning">See <see cref="ConfigurationKey"/>.</param>
/// <param name="allowed">What each of them must be.</param>
/// <param name="get">The list of a configuration.</param>
/// <param name="parse">An item; null if it is not allowed.</param>
/// <param name="set">The configuration with the list.</param>
internal sealed class ListKey<T>(
    string name, string meaning, string allowed,
    Func<Configuration, IEnumerable<string>> get, Func<string, T?> parse,
    Func<Configuration, ImmutableArray<T>, Configuration> set) : ConfigurationKey(name, meaning)
    where T : class
{
    /// <summary>What parts the items where the list is one text, as in the environment.</summary>
    public char Separator { get; init; } = ',';

    public override string Allowed => allowed;

    public override string Default =>
        $"[{string.Join(", ", get(Configuration.Default).Select(item => JsonSerializer.Serialize(item, JsonText.Options)))}]";

    public override bool Has(string path) => path.Length == 0 || int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var (index, text) in given.Items(Separator).Index())
        {
            if (parse(text) is { } item)
            {
                items.Add(item);
            }
            else
            {
                errors.Add(Refusal(given, text, $"[{index}]"));
            }
        }

        return set(configuration, items.ToImmutable());
    }
}
