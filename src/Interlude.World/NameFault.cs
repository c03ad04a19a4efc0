namespace Interlude.World;

/// <summary>Why a text is no name. A dialect words it.</summary>
/// <param name="Kind">What is wrong; <see cref="NameFaultKind.None"/> beside a name that is good.</param>
/// <param name="CodePoint">
/// The offender of <see cref="NameFaultKind.BadStart"/> and <see cref="NameFaultKind.BadCharacter"/>, else 0.
/// It may be a control or invisible: name it by its number. U+FFFD where the bytes are not UTF-8.
/// </param>
public readonly record struct NameFault(NameFaultKind Kind, int CodePoint);

/// <summary>The kinds of fault that a name can have.</summary>
public enum NameFaultKind
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>There is no text at all; of a channel name, nothing behind the <c>#</c>.</summary>
    Empty,

    /// <summary>More code points or bytes than such a name may have, as typed or folded.</summary>
    TooLong,

    /// <summary>It begins with what may only stand further on, or, of a channel name, not with <c>#</c>.</summary>
    BadStart,

    /// <summary>It holds a code point that such a name may not hold, or not in that place.</summary>
    BadCharacter,
}
