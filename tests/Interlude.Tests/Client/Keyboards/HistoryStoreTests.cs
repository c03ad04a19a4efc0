using System.Runtime.Versioning;
using Interlude.Client.Editing;
using Interlude.Client.Keyboards;

namespace Interlude.Tests.Client.Keyboards;

[UnsupportedOSPlatform("windows")]
public class HistoryStoreTests
{
    [Fact]
    public void Lines_are_there_in_the_next_run_but_for_secrets()
    {
        using var folder = new TemporaryFolder();
        var store = new HistoryStore(Path.Combine(folder.Path, "a", "b", "place"));
        var first = store.Load(out var trouble);
        first.Add("hello");
        first.Add("/login ann secret");
        first.Add("日本");

        var second = store.Load(out _);

        Assert.Null(trouble);
        Assert.Equal(["hello", "日本"], Enumerable.Range(0, second.Count).Select(index => second[index]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "a", "b", "place")));
    }

    [Fact]
    public void A_file_that_has_grown_is_made_small_again()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "place");
        File.WriteAllLines(path, Enumerable.Range(0, (2 * LineHistory.MostKept) + 1).Select(number => $"line {number}"));

        var history = new HistoryStore(path).Load(out _);

        Assert.Equal((LineHistory.MostKept, LineHistory.MostKept), (history.Count, File.ReadLines(path).Count()));
        Assert.Equal($"line {2 * LineHistory.MostKept}", File.ReadLines(path).Last());
    }

    [Fact]
    public void A_place_that_cannot_be_used_is_told_and_keeps_nobody_from_talking()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");

        var history = new HistoryStore(Path.Combine(folder.Path, "file", "place")).Load(out var trouble);
        history.Add("hello");

        Assert.StartsWith("What you send is not remembered: ", trouble, StringComparison.Ordinal);
        Assert.Equal(1, history.Count);
    }
}
