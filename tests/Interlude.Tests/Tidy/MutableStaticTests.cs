using System.CodeDom.Compiler;
using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Interlude.Tests.Tidy;

/// <summary>No state outside objects: two servers in one process, as in the simulator, share nothing that changes.</summary>
public sealed class MutableStaticTests
{
    private static readonly string[] Assemblies =
        ["Interlude.Lines", "Interlude.Irc", "Interlude.World", "Interlude.Server", "Interlude.Client", "interlude"];

    [Fact]
    public void No_static_field_of_the_product_can_change()
    {
        var types = Assemblies.SelectMany(name => Assembly.Load(name).GetTypes());

        Rule.Holds(types.SelectMany(Violations));
    }

    [Fact]
    public void It_bites()
    {
        Assert.Equal(
            ["s_count", "<Name>k__BackingField", "s_array", "s_list", "s_map", "s_view", "s_box"],
            Violations(typeof(Offender)).Select(violation => violation.Split(' ')[1]));
    }

    [Fact]
    public void It_spares_what_cannot_change()
    {
        Assert.Empty(Violations(typeof(Decent)));
    }

    private static IEnumerable<string> Violations(Type type) =>
        from field in WrittenByHand(type)
            ? type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            : []
        where !field.IsLiteral && (!field.IsInitOnly || CanChange(field.FieldType))
        select $"{type.FullName} {field.Name} ({field.FieldType.Name})";

    // The compiler's own classes (cached lambdas, closures, array data) and those of source generators.
    private static bool WrittenByHand(Type? type) =>
        type is null ||
        (!type.Name.Contains('<') && !type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false) && WrittenByHand(type.DeclaringType));

    private static bool CanChange(Type type) =>
        type.IsArray ||
        type.Name == "StringBuilder" ||
        (typeof(IEnumerable).IsAssignableFrom(type) && !IsFixedCollection(type)) ||
        (type.FullName!.StartsWith("Interlude.", StringComparison.Ordinal) && HasWritableField(type));

    private static bool IsFixedCollection(Type type) =>
        type == typeof(string) ||
        type.Namespace is "System.Collections.Frozen" or "System.Collections.Immutable" ||
        (type.FullName!.StartsWith("Interlude.", StringComparison.Ordinal) && !HasWritableField(type));

    // Parameters of a primary constructor ("<users>P") are fields that the language cannot mark; style has them as read-only.
    private static bool HasWritableField(Type type) =>
        !typeof(JsonSerializerContext).IsAssignableFrom(type) &&
        !type.IsEnum &&
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(field => !field.IsInitOnly && !field.Name.EndsWith(">P", StringComparison.Ordinal));

#pragma warning disable CS0169, CS0414, CA1823, CA1852, IDE0044, IDE0051, IDE0052, CA1802 // fields that exist to be found
    private static class Offender
    {
        private static int s_count;
        private static string? Name { get; set; }
        private static readonly int[] s_array = [1];
        private static readonly List<int> s_list = [];
        private static readonly Dictionary<string, int> s_map = [];
        private static readonly IReadOnlyList<int> s_view = [];
        private static readonly StrongBox s_box = new();
    }

    private static class Decent
    {
        private const int Count = 1;
        private static readonly string s_text = "a";
        private static readonly ImmutableArray<int> s_numbers = [1];
        private static readonly System.Buffers.SearchValues<byte> s_search = System.Buffers.SearchValues.Create("a"u8);
        private static readonly Func<int, int> s_next = n => n + 1;
        private static ReadOnlySpan<byte> Bytes => "a"u8;
        private static string Name { get; } = "a";
        private static readonly Frozen s_frozen = new("a");
        private static readonly Primary s_primary = new("a");
        private static Func<int, int> Cached() => n => n + 2;
    }

    private sealed class StrongBox
    {
        private int _value;
    }

    private sealed record Frozen(string Text);

    private sealed class Primary(string text)
    {
        public string Text => text;
    }
#pragma warning restore
}
