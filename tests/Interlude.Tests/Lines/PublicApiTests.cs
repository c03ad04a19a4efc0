using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>The public API of the library is a text that is reviewed when it changes; <c>UPDATE_GOLDEN=1</c> writes it.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_API_is_as_approved()
    {
        var path = Path.Combine(Tidy.RepositoryTree.Root, "src", "Interlude.Lines", "PublicApi.approved.txt");
        var found = string.Concat(PublicApiText.Of(typeof(LineConnection).Assembly).Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, found);
        }

        Assert.Equal(File.ReadAllText(path), found);
    }

    [Fact]
    public void A_member_is_a_line_much_like_its_declaration() => Assert.Equal(
        [
            "abstract class Interlude.Tests.Lines.PublicApiTests.Sample<T> : Base, IDisposable",
            "    protected Sample(int count = 1, string name = null)",
            "    event Action Changed",
            "    abstract int Count { get; protected set; }",
            "    void Dispose()",
            "    int this[int index] { get; }",
            "    const int Most = 3",
            "    Task<T[]> NamesAsync<TKey>(params TKey[] keys)",
            "    (int, string) Pair { get; init; }",
            "    override string ToString()",
            "    protected virtual void Told(TimeSpan? pause = default)",
            "    static bool TryTake(ReadOnlySpan<byte> bytes, out T taken, ref int[] counts)",
        ],
        PublicApiText.Of(typeof(Sample<>)));

    [Fact]
    public void What_the_compiler_writes_for_a_record_is_left_out() => Assert.Equal(
        [
            "sealed record Interlude.Tests.Lines.PublicApiTests.Pair",
            "    Pair(int First, int Second)",
            "    int First { get; init; }",
            "    int Second { get; init; }",
        ],
        PublicApiText.Of(typeof(Pair)));

#pragma warning disable CA1000, CA1822, CA1816, CA1063, IDE0060, CS0067 // members that exist to be shown
    public class Base;

    public sealed record Pair(int First, int Second);

    public abstract class Sample<T> : Base, IDisposable
    {
        public const int Most = 3;

        protected Sample(int count = 1, string? name = null)
        {
        }

        private protected Sample(string hidden)
        {
        }

        public event Action? Changed;

        public (int Left, string Right) Pair { get; init; }

        public abstract int Count { get; protected set; }

        internal int Hidden { get; }

        public int this[int index] => index;

        public static bool TryTake(ReadOnlySpan<byte> bytes, out T? taken, ref int[] counts)
        {
            taken = default;
            return false;
        }

        public Task<T[]> NamesAsync<TKey>(params TKey[] keys) => Task.FromResult<T[]>([]);

        public void Dispose()
        {
        }

        public override string ToString() => "";

        protected virtual void Told(TimeSpan? pause = null)
        {
        }
    }
#pragma warning restore
}
