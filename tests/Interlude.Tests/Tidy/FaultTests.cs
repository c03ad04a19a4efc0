namespace Interlude.Tests.Tidy;

/// <summary>The faults that test the simulation still fit the code, which moves on.</summary>
public sealed class FaultTests
{
    [Fact]
    public void Each_fault_can_still_be_made()
    {
        Rule.Holds(Violations(RepositoryTree.Here));
    }

    [Fact]
    public void It_bites()
    {
        var tree = new RepositoryTree(
        [
            new("src/A.cs", "one two two\nthree"),
            new("eng/faults/good.fault", "file: src/A.cs\nfind: one two\nreplace: \nwhy: It is lost.\n"),
            new("eng/faults/gone.fault", "file: src/A.cs\nfind: four\nreplace: 4\nwhy: It is gone.\n"),
            new("eng/faults/lost.fault", "file: src/B.cs\nfind: one\nreplace: 1\nwhy: The file is gone.\n"),
            new("eng/faults/mute.fault", "file: src/A.cs\nfind: one\nreplace: 1\n"),
            new("eng/faults/same.fault", "file: src/A.cs\nfind: one\nreplace: one\nwhy: It changes nothing.\n"),
            new("eng/faults/twice.fault", "file: src/A.cs\nfind: two\nreplace: 2\nwhy: It is there twice.\n"),
        ]);

        Assert.Equal(["gone", "lost", "mute", "same", "twice"], Violations(tree));
    }

    private static IEnumerable<string> Violations(RepositoryTree tree) =>
        from path in tree.Below("eng/faults/", ".fault")
        let file = Field(tree[path], "file")
        let find = Field(tree[path], "find")
        where file.Length == 0 || find.Length == 0 || !tree.Has(file) || Field(tree[path], "why").Length == 0 ||
              find == Field(tree[path], "replace") || tree[file].Split(find).Length != 2
        select Path.GetFileNameWithoutExtension(path);

    private static string Field(string fault, string key) =>
        fault.Split('\n').FirstOrDefault(line => line.StartsWith(key + ": ", StringComparison.Ordinal))?[(key.Length + 2)..] ?? "";
}
