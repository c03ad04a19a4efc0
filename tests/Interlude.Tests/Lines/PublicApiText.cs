using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Interlude.Tests.Lines;

/// <summary>The public API of an assembly as text: each type, and below it each member, on a line much like its
/// declaration, by name, constructors first and values of enums in their order. Nullability, names of tuple elements and what the compiler writes for records are left
/// out.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(FullName, StringComparer.Ordinal).SelectMany(Of);

    public static IEnumerable<string> Of(Type type) =>
    [
        $"{Kind(type)} {FullName(type)}{Bases(type)}",
        .. type.GetMembers(Declared)
            .Where(member => !IsGenerated(member))
            .Select(member => (member.Name, Rank: Rank(member, type), Text: Of(member, type)))
            .Where(member => member.Text is not null)
            .OrderBy(member => member.Rank).ThenBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => "    " + member.Text),
    ];

    private static long Rank(MemberInfo member, Type type) => member is FieldInfo { IsLiteral: true } field && type.IsEnum
        ? Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)
        : 0;

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{Record(type)}struct"
        : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")
            + (Record(type) is { Length: > 0 } record ? record.TrimEnd() : "class");

    private static string Record(Type type) =>
        type.GetMethod("PrintMembers", Declared) is { } method && method.IsDefined(typeof(CompilerGeneratedAttribute)) ? "record " : "";

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? "" : " : " + Name(Enum.GetUnderlyingType(type));
        }

        var all = type.GetInterfaces().Where(one => one.IsVisible).ToArray();   // others are nobody's business
        var inherited = all.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var own = all.Except(inherited).Where(one => !(Record(type) != "" && one.Name == "IEquatable`1"));
        var bases = (type.IsClass && type.BaseType != typeof(object) ? [Name(type.BaseType!)] : Array.Empty<string>())
            .Concat(own.Select(Name).Order(StringComparer.Ordinal));
        return string.Join(", ", bases) is { Length: > 0 } list ? " : " + list : "";
    }

    private static string? Of(MemberInfo member, Type type) => member switch
    {
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo field when type.IsEnum => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field when IsSeen(field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly, type, out var access) =>
            access + (field.IsLiteral ? $"const {Name(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())}"
                : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}"),
        ConstructorInfo made when Access(made, type) is { } access => $"{access}{PlainName(type)}({Parameters(made)})",
        MethodInfo method when (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && Access(method, type) is { } access =>
            $"{access}{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)})",
        PropertyInfo property => Of(property, type),
        EventInfo { AddMethod: { } add } raised when Access(add, type) is { } access =>
            $"{access}{Modifiers(add)}event {Name(raised.EventHandlerType!)} {raised.Name}",
        _ => null,
    };

    private static string? Of(PropertyInfo property, Type type)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }
            .OfType<MethodInfo>()
            .Select(method => (Method: method, Access: Access(method, type)))
            .Where(one => one.Access is not null)
            .ToList();
        if (accessors.Count == 0)
        {
            return null;
        }

        var widest = accessors.Any(one => one.Access == "") ? "" : "protected ";
        var verbs = accessors.Select(one => (one.Access == widest ? "" : one.Access) + Verb(one.Method, property));
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Of))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{widest}{required}{Modifiers(accessors[0].Method)}{Name(property.PropertyType)} {name} {{ {string.Join(" ", verbs)} }}";
    }

    private static string Verb(MethodInfo accessor, PropertyInfo property) =>
        accessor == property.GetMethod ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Any(one => one.Name == "IsExternalInit") ? "init;" : "set;";

    private static string? Access(MethodBase method, Type type) =>
        IsSeen(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly, type, out var access) ? access : null;

    private static bool IsSeen(bool isPublic, bool isProtected, Type type, out string access)
    {
        access = isPublic ? "" : "protected ";
        return isPublic || (isProtected && !type.IsSealed);
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsStatic ? "static " : "";
        }

        var isNew = method.GetBaseDefinition() == method;
        return method.IsStatic ? "static "
            : method.IsAbstract ? (isNew ? "abstract " : "abstract override ")
            : !method.IsVirtual || (method.IsFinal && isNew) ? ""
            : isNew ? "virtual " : method.IsFinal ? "sealed override " : "override ";
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Of));

    private static string Of(ParameterInfo parameter)
    {
        var direction = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var byDefault = parameter.HasDefaultValue ? " = " + Value(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{direction}{Name(parameter.ParameterType)} {parameter.Name}{byDefault}";
    }

    private static string Value(object? value, Type? type = null) => value switch
    {
        null => type is { IsValueType: true } ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsGenerated(MemberInfo member) => member switch
    {
        Type => true,   // listed among the types
        PropertyInfo { Name: "EqualityContract" } => true,
        _ => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || member.Name.Contains('<'),
    };

    private static string FullName(Type type) =>
        type.DeclaringType is { } outer ? $"{FullName(outer)}.{Name(type)}" : $"{type.Namespace}.{Name(type)}";

    private static string PlainName(Type type) => type.Name.Split('`')[0];

    private static string Arguments(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static string Name(Type type) =>
        type.IsByRef ? Name(type.GetElementType()!)
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Keywords.TryGetValue(type, out var keyword) ? keyword
        : Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?"
        : type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal) ? $"({string.Join(", ", type.GetGenericArguments().Select(Name))})"
        : PlainName(type) + Arguments(type.GetGenericArguments());
}
