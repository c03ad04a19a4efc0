namespace Interlude.Tests.Tidy;

/// <summary>Asks that a rule has no offender, and names all of them if it has.</summary>
internal static class Rule
{
    public static void Holds(IEnumerable<string> offenders)
    {
        var all = offenders.ToList();

        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
