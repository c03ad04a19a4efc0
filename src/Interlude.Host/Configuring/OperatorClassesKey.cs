using System.Collections.Immutable;
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
            ["accounts"] = OperatorPowers.Accounts,
        });

    public override string Allowed =>
        "an object of lists of " + string.Join(", ", Powers.Keys);

    public override string Show(Configuration configuration) =>
        $"{{ {string.Join(", ", configuration.OperatorClasses.Select(one => $"{InJson(one.Key)}: [{string.Join(", ", Words(one.Value).Select(InJson))}]"))} }}";

    public override bool Has(string path) => path.Split('.') switch
    {
        [_] => true,
        [_, var index] => GivenPart.IsIndex(index),
        _ => false,
    };

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var classes = ImmutableSortedDictionary.CreateBuilder<string, OperatorPowers>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in given.Parts.Where(part => part.Path.Length > 0))
        {
            var name = part.Path.Split('.')[0];
            var isItem = part.Path.Length > name.Length;
            var powers = classes.GetValueOrDefault(name);
            if (part.Kind == GivenKind.Words ? false : isItem ? part.Kind != GivenKind.Text : part.Kind != GivenKind.EmptyList)
            {
                errors.Add(isItem
                    ? $"operatorClasses.{GivenPart.ShownPath(part.Path)}: {part.Shown} ({part.Origin}) is not one of {string.Join(", ", Powers.Keys)}."
                    : $"operatorClasses.{name}: {part.Shown} ({part.Origin}) is not a list of {string.Join(", ", Powers.Keys)}.");
                continue;
            }

            foreach (var word in part.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (Powers.TryGetValue(word, out var power))
                {
                    powers |= power;
                }
                else
                {
                    errors.Add($"operatorClasses.{name}: \"{word}\" ({part.Origin}) is not one of {string.Join(", ", Powers.Keys)}.");
                }
            }

            classes[name] = powers;
        }

        if (given.Parts.FirstOrDefault(part => part is { Path.Length: 0, Kind: not GivenKind.EmptyObject } && (part.Kind != GivenKind.Words || part.Text.Length > 0))
            is { Path: not null } wrong)
        {
            errors.Add(Refusal(wrong));
        }

        return configuration with { OperatorClasses = classes.ToImmutable() };
    }

    // In the order of the powers themselves.
    private static IEnumerable<string> Words(OperatorPowers powers) =>
        Powers.Where(word => powers.HasFlag(word.Value)).OrderBy(word => word.Value).Select(word => word.Key);
}
