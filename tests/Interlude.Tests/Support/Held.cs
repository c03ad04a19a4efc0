using System.Reflection;

namespace Interlude.Tests.Support;

/// <summary>Counts what an object holds on to: all that can be reached from its fields, and every 16 bytes of texts and bytes.</summary>
internal static class Held
{
    private const int BytesOfOne = 16;

    public static long CountFrom(object root)
    {
        var known = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var fields = new Dictionary<Type, FieldInfo[]>();
        var open = new Stack<object>([root]);
        long count = 0;
        while (open.TryPop(out var next))
        {
            if (next is Type or MemberInfo or Assembly || (!next.GetType().IsValueType && !known.Add(next)))
            {
                continue;
            }

            count++;
            switch (next)
            {
                case string text:
                    count += text.Length * 2L / BytesOfOne;
                    break;
                case Array array when array.GetType().GetElementType()!.IsPrimitive:
                    count += Buffer.ByteLength(array) / BytesOfOne;
                    break;
                case Array array:
                    foreach (var item in array)
                    {
                        Push(open, item);
                    }

                    break;
                default:
                    foreach (var field in FieldsOf(next.GetType(), fields))
                    {
                        Push(open, field.GetValue(next));
                    }

                    break;
            }
        }

        return count;
    }

    // Those that can hold something; numbers cannot.
    private static FieldInfo[] FieldsOf(Type type, Dictionary<Type, FieldInfo[]> known)
    {
        if (!known.TryGetValue(type, out var fields))
        {
            const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            var found = type.GetFields(Own).Where(field => field.FieldType is { IsPrimitive: false, IsPointer: false, IsEnum: false });
            known.Add(type, fields = [.. found, .. type.BaseType is { } lower ? FieldsOf(lower, known) : []]);
        }

        return fields;
    }

    private static void Push(Stack<object> open, object? item)
    {
        if (item is not null)
        {
            open.Push(item);
        }
    }
}
