using System.Globalization;

namespace Interlude.Host.Configuring;

/// <summary>One text that a layer of the configuration gives, and where.</summary>
/// <param name="Path">The key, with what is below it: <c>limits.connections</c>, <c>listen.0</c>.</param>
/// <param name="Text">What is given.</param>
/// <param name="Kind">As what it stands there.</param>
/// <param name="Origin">Where it stands, for people: the file's name, the variable's, <c>command line</c>.</param>
/// <remarks>No struct: the platform's code for lists and queries of one is compiled at each start, and not ahead.</remarks>
internal sealed record GivenPart(string Path, string Text, GivenKind Kind, string Origin)
{
    /// <summary>The text as it stands there, to be shown in a message: a text in quotes, a number without.</summary>
    public string Shown => Kind is GivenKind.Words or GivenKind.Text ? $"\"{Text}\""
        : Kind == GivenKind.Null ? "null"
        : Kind == GivenKind.EmptyList ? "[]"
        : Kind == GivenKind.EmptyObject ? "{}"
        : Text;

    /// <summary>A path as people write it: <c>listen[0]</c>, <c>operators[1].name</c>.</summary>
    public static string ShownPath(string path) =>
        string.Concat(path.Split('.').Select((name, i) => i > 0 && IsIndex(name) ? $"[{name}]" : i > 0 ? $".{name}" : name));

    public static bool IsIndex(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

/// <summary>As what a text of the configuration stands where it stands.</summary>
internal enum GivenKind
{
    /// <summary>In the environment or on the command line, where all are texts and may mean anything.</summary>
    Words,

    /// <summary>In JSON, in quotes.</summary>
    Text,

    /// <summary>In JSON.</summary>
    Number,

    /// <summary>In JSON: true or false.</summary>
    Switch,

    /// <summary>In JSON.</summary>
    Null,

    /// <summary>In JSON: [].</summary>
    EmptyList,

    /// <summary>In JSON: {}.</summary>
    EmptyObject,
}
