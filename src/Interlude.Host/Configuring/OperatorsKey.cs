using System.Collections.Immutable;
using System.Globalization;
using Interlude.Host.Passwords;

namespace Interlude.Host.Configuring;

/// <summary>The list of operators.</summary>
internal sealed class OperatorsKey() : ConfigurationKey(
    "operators",
    "Who may become an operator of the server: a name, the password's hash, and a class of operatorClasses (admin, if none is given).")
{
    private const int MaxNameLength = 64;

    private static readonly ImmutableArray<string> Fields = ["name", "password", "class"];

    public override string Allowed => "a list of objects with name, password (from interlude hash-password) and class";

    public override string Show(Configuration configuration) =>
        $"[{string.Join(", ", configuration.NamedOperators.Select(named => $"{named.Name} ({named.Class})"))}]";

    public override bool Has(string path) => path.Length == 0 ||
        (path.Split('.') is [var index, var field] && GivenPart.IsIndex(index) && Fields.Contains(field, StringComparer.OrdinalIgnoreCase));

    public override string? Misplaced(string below, GivenPart part) => below.Split('.') switch
    {
        [var index] when GivenPart.IsIndex(index) =>
            $"operators[{index}]: {KindOf(part)} ({part.Origin}) is not an object with name, password and class.",
        [var index, var field, .. var more] when GivenPart.IsIndex(index) && Fields.Contains(field, StringComparer.OrdinalIgnoreCase) =>
            $"operators[{index}].{field}: {(GivenPart.IsIndex(more[0]) ? "a list" : "an object")} ({part.Origin}) is not a text.",
        [var index, var field, ..] when GivenPart.IsIndex(index) =>
            $"operators[{index}].{field}: is no key ({part.Origin}); there are {string.Join(", ", Fields)}.",
        _ => $"operators: an object ({part.Origin}) is not {Allowed}.",
    };

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var operators = ImmutableArray.CreateBuilder<NamedOperator>();
        foreach (var group in given.Parts.Where(part => part.Path.Length > 0)
            .GroupBy(part => int.Parse(part.Path.Split('.')[0], CultureInfo.InvariantCulture)).OrderBy(group => group.Key))
        {
            operators.Add(Read(group, $"operators[{group.Key}]", operators, errors));
        }

        if (given.Parts.FirstOrDefault(part => part is { Path.Length: 0, Kind: not GivenKind.EmptyList } && (part.Kind != GivenKind.Words || part.Text.Length > 0))
            is { Path: not null } wrong)
        {
            errors.Add(Refusal(wrong));
        }

        return configuration with { NamedOperators = operators.ToImmutable() };
    }

    private static NamedOperator Read(IEnumerable<GivenPart> parts, string place, IEnumerable<NamedOperator> others, List<string> errors)
    {
        var fields = new Dictionary<string, GivenPart>(StringComparer.OrdinalIgnoreCase);
        var origin = string.Empty;
        foreach (var part in parts)
        {
            var field = part.Path.Split('.')[1].ToLowerInvariant();
            origin = part.Origin;
            if (part.Kind is GivenKind.Words or GivenKind.Text)
            {
                fields[field] = part;
            }
            else
            {
                errors.Add($"{place}.{field}: {(field == "password" ? "the value" : part.Shown)} ({part.Origin}) is not a text in quotes.");
                fields[field] = part with { Path = string.Empty };
            }
        }

        var (name, password) = (Of("name", "a name"), Of("password", "what interlude hash-password prints"));
        if (name is { } given && (given.Text.Length is 0 or > MaxNameLength || given.Text.Any(c => c <= ' ') || given.Text[0] == ':'))
        {
            errors.Add($"{place}.name: {given.Shown} ({given.Origin}) is not a name of 1 to {MaxNameLength} characters without blanks and a colon in front.");
        }

        if (name is { } again && others.Any(other => other.Name == again.Text))
        {
            errors.Add($"{place}.name: {again.Shown} ({again.Origin}) is not a name of its own; another operator has it.");
        }

        if (password is { } verifier && !PasswordVerifier.TryParse(verifier.Text, out _))
        {
            errors.Add($"{place}.password: the value ({verifier.Origin}) is not {PasswordVerifier.Allowed}.");
        }

        return new NamedOperator(name?.Text ?? string.Empty, password?.Text ?? string.Empty, fields.TryGetValue("class", out var named) ? named.Text : "admin")
        {
            Place = place,
            ClassOrigin = named is null ? "the default" : named.Origin,
        };

        // What has been refused already is not missing.
        GivenPart? Of(string field, string what)
        {
            if (!fields.TryGetValue(field, out var part))
            {
                errors.Add($"{place}.{field}: is missing ({origin}); it must be {what}.");
                return null;
            }

            return part.Path.Length == 0 ? null : part;
        }
    }

    private static string KindOf(GivenPart part) => part.Kind switch
    {
        GivenKind.EmptyList => "a list",
        GivenKind.Number => "a number",
        GivenKind.Switch => part.Text,
        GivenKind.Null => "null",
        GivenKind.EmptyObject => "an empty object",
        _ => "a text",   // which may be a password
    };
}
