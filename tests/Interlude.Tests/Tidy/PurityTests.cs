namespace Interlude.Tests.Tidy;

/// <summary>The compiler keeps the pure projects pure: every ban bites, and none bites what pure code needs.</summary>
public sealed class PurityTests(PureProject project) : IClassFixture<PureProject>
{
    [Fact]
    public void Each_use_of_a_banned_thing_is_refused_by_the_compiler()
    {
        var passed = PureProject.Banned.Where(statement => !project.BansByStatement.ContainsKey(statement));

        Rule.Holds(passed);
    }

    [Fact]
    public void Each_line_of_the_ban_list_names_something_and_bites()
    {
        var bit = project.BansByStatement.Values.SelectMany(lines => lines).ToHashSet();

        var idle = PureProject.BanLines.Where(line => !bit.Contains(line.Number));

        Rule.Holds(idle.Select(line => line.Text));
    }

    [Fact]
    public void Ordinary_pure_code_is_not_refused()
    {
        var refused = PureProject.Allowed
            .Where(project.BansByStatement.ContainsKey)
            .Select(statement => $"{statement} by lines {string.Join(", ", project.BansByStatement[statement])}");

        Rule.Holds(refused);
    }

    [Fact]
    public void Each_ban_gives_its_reason()
    {
        var silent = PureProject.BanLines.Where(line => line.Text.Split(';', 2) is not [{ Length: > 2 }, { Length: > 5 }]);

        Rule.Holds(silent.Select(line => line.Text));
    }
}
