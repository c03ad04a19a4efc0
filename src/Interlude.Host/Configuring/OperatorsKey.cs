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

    public override string Default => "[]";

    public override bool Has(string path) => path.Length == 0 ||
        (path.Split('.') is [var index, var field] && IsIndex(index) && Fields.Contains(field, StringComparer.OrdinalIgnoreCase));

    public override Configuration Set(Configuration configuration, GivenValue given, List<string> errors)
    {
        var operators = ImmutableArray.CreateBuilder<NamedOperator>();
        foreach (var group in given.Parts.Where(part => part.Path.Length > 0)
            .GroupBy(part => int.Parse(part.Path.Split('.')[0], CultureInfo.InvariantCulture)).OrderBy(group => group.Key))
        {
            var place = $"operators[{group.Key}]";
            var fields = group.ToDictionary(part => part.Path.Split('.')[1], part => part.Text, StringComparer.OrdinalIgnoreCase);
            var named = new NamedOperator(
                fields.GetValueOrDefault("name", string.Empty),
                fields.GetValueOrDefault("password", string.Empty),
                fields.GetValueOrDefault("class", "admin"));
            if (named.Name.Length is 0 or > MaxNameLength || named.Name.Any(c => c <= ' ') || named.Name[0] == ':')
            {
                errors.Add($"{place}.name: \"{named.Name}\" ({given.Origin}) is not a name of 1 to {MaxNameLength} characters without blanks and a colon in front.");
            }

            if (operators.Any(other => other.Name == named.Name))
            {
                errors.Add($"{place}.name: \"{named.Name}\" ({given.Origin}) is not a name of its own; another operator has it.");
            }

            if (!PasswordVerifier.TryParse(named.Verifier, out _))
            {
                errors.Add($"{place}.password: the value ({given.Origin}) is not {PasswordVerifier.Allowed}.");
            }

            operators.Add(named);
        }

        if (given.Parts.Any(part => part.Path.Length == 0 && part.Text.Length > 0))
        {
            errors.Add(Refusal(given, given.Single));
        }

        return configuration with { NamedOperators = operators.ToImmutable() };
    }

    private static bool IsIndex(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
