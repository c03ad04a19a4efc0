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
    public string? Default => Show(Configuration.Default);

    /// <summary>A value for somebody to begin with, as JSON, where the default shows nothing.</summary>
    public string? Sample { get; init; }

    /// <summary>Whether a new value is in force when the configuration is read anew.</summary>
    public bool IsReloadable { get; init; } = true;

    /// <summary>Whether a value must not be repeated in a message.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a path below the name is a part of it.</summary>
    public virtual bool Has(string path) => path.Length == 0;

    /// <summary>The value in a configuration, as JSON; null if there is none.</summary>
    public abstract string? Show(Configuration configuration);

    /// <summary>Sets what was given, or says what is wrong with it.</summary>
    public abstract Configuration Set(Configuration configuration, GivenValue given, List<string> errors);

    /// <summary>What is wrong with something below the name that cannot stand there; null if it only is no key.</summary>
    /// <param name="below">Where.</param>
    /// <param name="part">What. From JSON.</param>
    public virtual string? Misplaced(string below, GivenPart part) =>
        $"{Name}: {(GivenPart.IsIndex(below.Split('.')[0]) ? "a list" : "an object")} ({part.Origin}) is not {Allowed}.";

    protected string Refusal(GivenPart given, string place = "", string advice = "") =>
        $"{Name}{place}: {(IsSecret ? "the value" : given.Shown)} ({given.Origin}) is not {Allowed}{advice}.";

    protected static string InJson(string text) => JsonSerializer.Serialize(text, JsonText.Options);
}

/// <summary>A whole number.</summary>
internal sealed class NumberKey(
    string name, string meaning, int least, int most,
    Func<Configuration, int> get, Func<Configuration, int, Configuration> set) : ConfigurationKey(name, meaning)
{
    public override string Allowed => $"a whole number from {least} to {most}";

    public override string Show(Configuration configuration) => Read(configuration);

    /// <summary>The number in a configuration.</summary>
    public string Read(Configuration configuration) => get(configuration).ToString(CultureInfo.InvariantCulture);

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var one = given.Single;
        var isRight = int.TryParse(one.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
        if (isRight && one.Kind is (GivenKind.Words or GivenKind.Number))
        {
            return set(configuration, number);
        }

        errors.Add(Refusal(one, advice: isRight ? "; a number stands without quotes" : string.Empty));
        return configuration;
    }
}

/// <summary>On or off.</summary>
internal sealed class SwitchKey(
    string name, string meaning, Func<Configuration, bool> get, Func<Configuration, bool, Configuration> set)
    : ConfigurationKey(name, meaning)
{
    public override string Allowed => "true or false";

    public override string Show(Configuration configuration) => get(configuration) ? "true" : "false";

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var one = given.Single;
        var isRight = bool.TryParse(one.Text, out var isOn);
        if (isRight && one.Kind is (GivenKind.Words or GivenKind.Switch))
        {
            return set(configuration, isOn);
        }

        errors.Add(Refusal(one, advice: isRight ? "; they stand without quotes" : string.Empty));
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

    public override string? Show(Configuration configuration) => get(configuration) is { } text ? InJson(text) : null;

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var one = given.Single;
        var text = one.Text;
        var isText = one.Kind is GivenKind.Words or GivenKind.Text;
        if (IsPath && text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal))
        {
            text = Path.GetFullPath(text, given.Folder);
        }

        if (isText && set(configuration, text) is { } changed)
        {
            return changed;
        }

        errors.Add(Refusal(one, advice: isText ? string.Empty : ", in quotes"));
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

    /// <summary>What is wrong with an item, to follow it; null for what <see cref="Allowed"/> says.</summary>
    public Func<string, string?> Explain { get; init; } = _ => null;

    public override string Show(Configuration configuration) => $"[{string.Join(", ", get(configuration).Select(InJson))}]";

    public override bool Has(string path) => path.Length == 0 || GivenPart.IsIndex(path);

    public override string Misplaced(string below, GivenPart part) =>
        $"{Name}: an object ({part.Origin}) is not a list in brackets, each item {Allowed}.";

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        if (given.Parts.FirstOrDefault(part => part.Path.Length == 0 && part.Kind is not (GivenKind.Words or GivenKind.EmptyList)) is { Path: not null } one)
        {
            errors.Add($"{Name}: {one.Shown} ({one.Origin}) is not a list in brackets, each item {Allowed}.");
            return configuration;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var (index, part) in given.Items(Separator).Index())
        {
            var isText = part.Kind is GivenKind.Words or GivenKind.Text;
            if (isText && parse(part.Text) is { } item)
            {
                items.Add(item);
            }
            else if (isText && Explain(part.Text) is { } fault)
            {
                errors.Add($"{Name}[{index}]: {part.Shown} ({part.Origin}) {fault}.");
            }
            else
            {
                errors.Add(Refusal(part, $"[{index}]", isText ? string.Empty : ", in quotes"));
            }
        }

        return set(configuration, items.ToImmutable());
    }
}
