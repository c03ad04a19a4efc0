using System.Diagnostics;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Texts that the dialect gives to the world.</summary>
internal static class Texts
{
    public static Text ConnectionLost { get; } = From("connection lost"u8);

    public static Text ReadsTooSlowly { get; } = From("reads too slowly"u8);

    public static Text ServerMistake { get; } = From("a mistake of the server"u8);

    /// <summary>A message of one line.</summary>
    public static Speech Say(TextKind form, ReadOnlySpan<byte> utf8) => Speech.Of(form, From(utf8));

    /// <summary>A text from bytes that have been checked before; what shows nothing is no text.</summary>
    public static Text From(ReadOnlySpan<byte> utf8) =>
        Harmless.ShowsNothing(utf8) ? Text.Empty
        : Text.TryCreate(utf8, out var text) ? text
        : throw new UnreachableException("The line was checked when it came.");
}
