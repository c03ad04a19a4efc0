using Interlude.Tests.Tidy;

namespace Interlude.Tests.Faults;

/// <summary>eng/fault on a tiny tree of its own: it finds what can be found, and does not say so of anything else.</summary>
public sealed class FaultRunnerTests
{
    private const string Simulation = """
        var seed = int.Parse(args[1]);
        var sum = 0;
        for (var i = 0; i < 3; i++) { sum += i; }
        System.Console.WriteLine("a word before");
        if (seed % 2 == 0 && sum != 3) { System.Console.WriteLine($"Failed: the sum is {sum}"); return 1; }
        return 0;

        """;

    [Fact]
    public async Task A_fault_is_found_only_if_the_simulation_fails_of_it()
    {
        using var tree = await NewTreeAsync(Simulation);

        var (status, output) = await RunAsync(tree, "all");

        Assert.Matches(@"(?m)^found far in \d+ s by seed 1002: Failed: the sum is 6$", output);
        Assert.Matches(@"(?m)^NOT FOUND harmless in \d+ s, seeds 1001 to 1003$", output);
        Assert.Contains("'moved away' occurs 0 times in tests/Interlude.Simulation/Program.cs, not once", output);
        Assert.Contains("'sum' occurs 5 times", output);
        Assert.EndsWith("1 of 4 found\n", output);
        Assert.Equal(1, status);
        Assert.Equal(Simulation, await File.ReadAllTextAsync(Path.Combine(tree.Path, "tests/Interlude.Simulation/Program.cs"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task All_found_is_success()
    {
        using var tree = await NewTreeAsync(Simulation);

        var (status, output) = await RunAsync(tree, "far");

        Assert.EndsWith("1 of 1 found\n", output);
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task A_tree_that_fails_unmodified_proves_nothing()
    {
        using var tree = await NewTreeAsync(Simulation.Replace("sum != 3", "sum == 3").Replace("seed % 2 == 0", "seed == 1001"));

        var (status, output) = await RunAsync(tree, "far");

        Assert.EndsWith("The unmodified tree fails seed 1001.\n", output);
        Assert.Equal(1, status);
    }

    [Fact]
    public async Task The_list_says_why()
    {
        using var tree = await NewTreeAsync(Simulation);

        var (status, output) = await RunAsync(tree, "list");

        Assert.Equal("far: One too many.\nharmless: A remark.\nmoved: The text is gone.\ntwice: The text is there twice.\n", output);
        Assert.Equal(0, status);
    }

    // The tests may run inside a git command (a hook, a rebase), whose repository is not this tree's.
    private static Dictionary<string, string?> NoRepository =>
        new() { ["GIT_DIR"] = null, ["GIT_WORK_TREE"] = null, ["GIT_INDEX_FILE"] = null };

    private static async Task<MadeUpTree> NewTreeAsync(string simulation)
    {
        var tree = new MadeUpTree();
        tree.Write("eng/fault", RepositoryTree.Here["eng/fault"]);
        tree.Write("global.json", RepositoryTree.Here["global.json"]);
        tree.Write("tests/Interlude.Simulation/Program.cs", simulation);
        tree.Write("tests/Interlude.Simulation/Interlude.Simulation.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        Add(tree, "far", "i < 3", "i < 4", "One too many.");
        Add(tree, "harmless", "var sum = 0;", @"var sum = 0; // & \1 ""$sum"" ", "A remark.");
        Add(tree, "moved", "moved away", "", "The text is gone.");
        Add(tree, "twice", "sum", "0", "The text is there twice.");
        await OutsideProgram.RunAsync(tree.Path, TimeSpan.FromSeconds(30), NoRepository, "git", "init", "-q");
        return tree;
    }

    private static void Add(MadeUpTree tree, string name, string find, string replace, string why) =>
        tree.Write($"eng/faults/{name}.fault", $"file: tests/Interlude.Simulation/Program.cs\nfind: {find}\nreplace: {replace}\nwhy: {why}\n");

    private static Task<(int ExitCode, string Output)> RunAsync(MadeUpTree tree, string what)
    {
        var environment = new Dictionary<string, string?>(NoRepository) { ["CI"] = null, ["FAULT_SECONDS"] = "600", ["FAULT_SEEDS"] = "3", ["FAULT_STEPS"] = null };
        return OutsideProgram.RunAsync(tree.Path, TimeSpan.FromMinutes(10), environment, "bash", "eng/fault", what);
    }
}
