using Interlude.Tests.Tidy;

namespace Interlude.Tests.Support;

/// <summary>A text that is kept under <c>Golden</c> and reviewed when it changes. <c>UPDATE_GOLDEN=1</c> writes it.</summary>
internal static class GoldenText
{
    internal static void Check(string name, string actual)
    {
        var path = Path.Combine(RepositoryTree.Root, "tests", "Interlude.Tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
