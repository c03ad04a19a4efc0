using System.Collections;
using System.Globalization;
using System.Reflection;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// All that a value holds, in words, property by property: for values whose types do not compare by what they hold. Names
/// are shown as they were typed.
/// </summary>
internal static class PartsOf
{
    internal static string Of(object? value) => value switch
    {
        null => "none",
        Text text => $"'{text}'",
        Nick or ChannelName or SourceWord or ChannelMask or string or Enum or bool => value.ToString()!,
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(part => Of(part.GetValue(value))))})",
    };
}
