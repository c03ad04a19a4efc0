using System.Collections.Immutable;

namespace Interlude.World;

/// <summary>What somebody says, as the dialect that received it understood it. Immutable.</summary>
/// <param name="Kind">Whether and how it asks for an answer.</param>
/// <param name="Form">What the text is.</param>
/// <param name="Text">The text, or the first line of several; empty only for <see cref="SpeechKind.Tags"/> and within several lines.</param>
public sealed record Speech(SpeechKind Kind, TextKind Form, Text Text)
{
    /// <summary>The lines after the first.</summary>
    public ImmutableArray<SpeechLine> More { get; init; } = [];

    /// <summary>Whether it holds formatting codes.</summary>
    public bool IsFormatted { get; init; }

    /// <summary>What clients tell each other beside it; never read by the world. Empty: nothing.</summary>
    public Text ClientTags { get; init; } = Text.Empty;

    /// <summary>Whether it is of the moment alone, such as that somebody is typing: history does not keep it.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Bytes of all lines, and one for the end of each but those that the next goes on.</summary>
    public int Length => Text.Length + (More.IsEmpty ? 0 : More.Sum(line => line.Text.Length + (line.GoesOn ? 0 : 1)));

    /// <summary>A message of one line.</summary>
    public static Speech Of(TextKind form, Text text) => new(SpeechKind.Message, form, text);
}

/// <summary>A line of several.</summary>
/// <param name="Text">The line.</param>
/// <param name="GoesOn">It is the same line as the one before, cut for the wire.</param>
public readonly record struct SpeechLine(Text Text, bool GoesOn);

/// <summary>How something is said.</summary>
public enum SpeechKind
{
    /// <summary>It may be answered.</summary>
    Message,

    /// <summary>Nothing may answer it by itself.</summary>
    Notice,

    /// <summary>No text at all: only what clients tell each other.</summary>
    Tags,
}

/// <summary>What a text is, as the dialect that received it understood it.</summary>
public enum TextKind
{
    /// <summary>Something said.</summary>
    Plain,

    /// <summary>Something done: <c>/me waves</c>. The text is what is done alone.</summary>
    Action,

    /// <summary>A question of one client to another, or its answer: CTCP. The text is what stands between the delimiters.</summary>
    Ctcp,
}
