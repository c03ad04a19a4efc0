using System.Diagnostics;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Texts that the dialect gives to the world.</summary>
internal static class IrcTexts
{
    /// <summary>A text of the server's own words.</summary>
    public static Text From(string words) => From(Encoding.UTF8.GetBytes(words));

    /// <summary>A text from a parameter: the line it came in was checked.</summary>
    public static Text From(ReadOnlySpan<byte> utf8) => Text.TryCreate(utf8, out var text)
        ? text
        : throw new UnreachableException("The line was checked when it came.");
}
