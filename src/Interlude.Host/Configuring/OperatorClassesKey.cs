using System.Collections.Immutable;
using System.Globalization;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>What operators of each class may do.</summary>
internal sealed class OperatorClassesKey() : ConfigurationKey(
    "operatorClasses",
    "The classes of operators, and what each may do. Given, the list replaces the default.")
{
    private static readonly ImmutableSortedDictionary<string, OperatorPowers> Powers = ImmutableSortedDictionary.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        new Dictionary<string, OperatorPowers>
        {
            ["kill"] = OperatorPowers.Kill,
            ["wallops"] = OperatorPowers.Wallops,
            ["rehash"] = OperatorPowers.Rehash,
            ["override-modes"] = OperatorPowers.OverrideModes,
            ["inspect"] = OperatorPowers.Inspect,
            ["change-host"] = OperatorPowers.ChangeHost,
        });

    public override string Allowed =>
        "an object of lists of " + string.Join(", ", Powers.Keys);

    public override string Default => "{ \"admin\": [\"kill\", \"wallops\", \"rehash\", \"override-modes\", \"inspect\", \"change-host\"] }";

    public override bool Has(string path) => path.Split('.') switch
    {
        [_] => true,
        [_, var index] => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var classes = ImmutableSortedDictionary.CreateBuilder<string, OperatorPowers>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, text) in given.Parts.Where(part => part.Path.Length > 0))
        {
            var name = path.Split('.')[0];
            var powers = classes.GetValueOrDefault(name);
            foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (Powers.TryGetValue(word, out var power))
                {
                    powers |= power;
                }
                else
                {
                    errors.Add($"operatorClasses.{name}: \"{word}\" ({given.Origin}) is not one of {string.Join(", ", Powers.Keys)}.");
                }
            }

            classes[name] = powers;
        }

        if (given.Parts.Any(part => part.Path.Length == 0 && part.Text.Length > 0))
        {
            errors.Add(Refusal(given, given.Single));
        }

        return configuration with { OperatorClasses = classes.ToImmutable() };
    }
}
