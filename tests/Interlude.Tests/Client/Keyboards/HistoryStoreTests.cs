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

    [Fact]
    public void A_damaged_file_gives_what_can_be_read_and_what_is_added_stands_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "place");
        File.WriteAllBytes(path, [.. "one\r\n\0\0\0\n\n"u8, 0xFF, .. "two\nthr"u8]);

        new HistoryStore(path).Load(out var trouble).Add("four");
        var history = new HistoryStore(path).Load(out _);

        Assert.Null(trouble);
        Assert.Equal(["one", "\uFFFDtwo", "thr", "four"], Enumerable.Range(0, history.Count).Select(index => history[index]));
    }

    [Fact]
    public void Of_a_huge_file_the_end_is_read_and_kept()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "place");
        using (var file = File.Create(path))
        {
            file.SetLength(8L * 1024 * 1024 * 1024);   // a hole, which takes no room
            file.Position = file.Length;
            file.Write("\nlast\n"u8);
        }

        var history = new HistoryStore(path).Load(out var trouble);

        Assert.Null(trouble);
        Assert.Equal((1, "last", 5), (history.Count, history[0], (int)new FileInfo(path).Length));
    }

    [Fact]
    public void Two_runs_add_to_it_and_lose_nothing()
    {
        using var folder = new TemporaryFolder();
        var store = new HistoryStore(Path.Combine(folder.Path, "place"));
        var (one, other) = (store.Load(out _), new HistoryStore(Path.Combine(folder.Path, "place")).Load(out _));

        one.Add("a");
        other.Add("b");
        one.Add("c");

        Assert.Equal("a\nb\nc\n", File.ReadAllText(Path.Combine(folder.Path, "place")));
    }

    [Fact]
    public void A_long_destination_has_a_file_too()
    {
        using var folder = new TemporaryFolder();
        var destination = new string('日', 300);

        HistoryStore.In(folder.Path, destination).Load(out var trouble).Add("hello");
        var other = HistoryStore.In(folder.Path, destination + "x").Load(out _);

        Assert.Null(trouble);
        Assert.Equal((1, 0), (HistoryStore.In(folder.Path, destination).Load(out _).Count, other.Count));
    }
}
