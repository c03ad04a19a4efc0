using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Interlude.Host;

/// <summary>Bytes as they are written on a command line.</summary>
/// <remarks>Grammar: any text, as UTF-8, with the escapes <c>\r \n \t \0 \\</c> and <c>\xNN</c>, two hexadecimal
/// digits.</remarks>
internal static class EscapedBytes
{
    private const string Escapes = @"\r, \n, \t, \0, \\ and \xNN";

    public static bool TryParse(string text, out byte[] bytes, [NotNullWhen(false)] out string? error)
    {
        bytes = [];
        if (text.Contains('\uFFFD', StringComparison.Ordinal))   // what an argument has in place of bytes that are not UTF-8
        {
            error = $"\"{text}\" is not UTF-8; write other bytes as \\xNN.";
            return false;
        }

        var result = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                var next = text.IndexOf('\\', i) is var at and >= 0 ? at : text.Length;
                result.AddRange(Encoding.UTF8.GetBytes(text[i..next]));
                i = next - 1;
                continue;
            }

            var escape = i + 1 < text.Length ? text[i + 1] : ' ';
            var value = escape switch
            {
                'r' => '\r',
                'n' => '\n',
                't' => '\t',
                '0' => '\0',
                '\\' => '\\',
                'x' => Hexadecimal(text, i + 2),
                _ => -1,
            };
            if (value < 0)
            {
                error = $"\"{text}\" has an unknown escape at character {i + 1}; the escapes are {Escapes}.";
                return false;
            }

            result.Add((byte)value);
            i += escape == 'x' ? 3 : 1;
        }

        bytes = [.. result];
        error = bytes.Length == 0 ? "it must not be empty." : null;
        return error is null;
    }

    private static int Hexadecimal(string text, int at) =>
        at + 1 < text.Length && char.IsAsciiHexDigit(text[at]) && char.IsAsciiHexDigit(text[at + 1])
            ? Convert.FromHexString(text.AsSpan(at, 2))[0]
            : -1;
}
