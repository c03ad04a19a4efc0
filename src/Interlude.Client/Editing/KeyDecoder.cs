using System.Buffers;
using System.Globalization;
using System.Text;

namespace Interlude.Client.Editing;

/// <summary>Turns the bytes that a terminal in raw mode sends into keys: UTF-8, the control characters, and the sequences of
/// ECMA-48 and xterm ("XTerm Control Sequences": PC-style function keys, bracketed paste), in pieces cut anywhere.</summary>
/// <remarks>Bytes that are not UTF-8 become U+FFFD, one each. Not for several threads.</remarks>
internal sealed class KeyDecoder
{
    private const byte EscapeByte = 0x1B, Interrupt = 3;
    private static ReadOnlySpan<byte> PasteBegin => "\e[200~"u8;
    private static ReadOnlySpan<byte> PasteEnd => "\e[201~"u8;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _read;

    private ReadOnlySpan<byte> Rest => _bytes.WrittenSpan[_read..];

    /// <summary>Whether there are bytes that could still become a longer sequence: Escape alone is a key as well as the
    /// beginning of others, so only the time tells.</summary>
    public bool IsWaiting => !Rest.IsEmpty;

    /// <summary>Takes what the terminal sent.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (_read == _bytes.WrittenCount)
        {
            _bytes.ResetWrittenCount();
            _read = 0;
        }

        _bytes.Write(bytes);
    }

    /// <summary>The next key that is whole.</summary>
    /// <param name="key">The key; text that comes in one piece is one key.</param>
    /// <param name="nothingFollows">That no more bytes came for a moment: what could go on is taken as it is. The text of a
    /// paste is waited for nevertheless.</param>
    public bool TryRead(out Key key, bool nothingFollows = false)
    {
        key = default;
        var rest = Rest;
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest.StartsWith(PasteBegin))
        {
            return TryReadPaste(rest, nothingFollows, out key);
        }

        var count = rest[0] == EscapeByte ? ReadEscape(rest, nothingFollows, out key)
            : IsControl(rest[0]) ? ReadControl(rest[0], out key)
            : ReadText(rest, nothingFollows, out key);
        _read += count;
        return count > 0;
    }

    private bool TryReadPaste(ReadOnlySpan<byte> rest, bool nothingFollows, out Key key)
    {
        var text = rest[PasteBegin.Length..];
        var end = text.IndexOf(PasteEnd);
        if (end < 0)
        {
            // Should the end ever be lost, nothing would be a key any more: Ctrl-C with a moment of quiet behind it is one.
            var isGivenUp = nothingFollows && text.EndsWith([Interrupt]);
            key = isGivenUp ? Key.Ctrl('c') : default;
            _read += isGivenUp ? rest.Length : 0;
            return isGivenUp;
        }

        key = Key.Pasted(Encoding.UTF8.GetString(text[..end]).ReplaceLineEndings("\n"));
        _read += PasteBegin.Length + end + PasteEnd.Length;
        return true;
    }

    private static int ReadText(ReadOnlySpan<byte> rest, bool nothingFollows, out Key key)
    {
        var text = new StringBuilder();
        var count = 0;
        while (count < rest.Length && !IsControl(rest[count]) && rest[count] != EscapeByte)
        {
            var status = Rune.DecodeFromUtf8(rest[count..], out var rune, out var bytes);
            if (status == OperationStatus.NeedMoreData && !nothingFollows)
            {
                break;
            }

            text.Append(rune.ToString());
            count += status == OperationStatus.Done ? bytes : 1;
        }

        key = Key.Typed(text.ToString());
        return count;
    }

    private static int ReadControl(byte control, out Key key)
    {
        key = control switch
        {
            (byte)'\r' or (byte)'\n' => new Key(KeyName.Enter),
            (byte)'\t' => new Key(KeyName.Tab),
            0x7F or 0x08 => new Key(KeyName.Backspace),
            _ => Key.Ctrl(char.ToLowerInvariant((char)(control + '@'))),
        };
        return 1;
    }

    private static int ReadEscape(ReadOnlySpan<byte> rest, bool nothingFollows, out Key key)
    {
        key = new Key(KeyName.Escape);
        if (rest.Length == 1)
        {
            return nothingFollows ? 1 : 0;
        }

        switch (rest[1])
        {
            case (byte)'[' or (byte)'O':
                var count = ReadSequence(rest, out key);
                return count == 0 && nothingFollows ? Alone(rest, out key) : count;
            case EscapeByte:
                // Escape before a sequence is Alt in some terminals; two of them alone are two keys.
                var inner = ReadEscape(rest[1..], nothingFollows, out var second);
                if (inner == 0)
                {
                    return 0;
                }

                var alone = second.Name == KeyName.Escape;
                key = alone ? key : second with { Alt = true };
                return alone ? 1 : 1 + inner;
            default:
                return ReadMeta(rest, nothingFollows, out key);
        }
    }

    // What looks like the beginning of a sequence, and does not go on, was Alt and a key.
    private static int Alone(ReadOnlySpan<byte> rest, out Key key)
    {
        key = Key.Meta((char)rest[1]);
        return rest.Length == 2 ? 2 : Unknown(rest.Length, out key);
    }

    private static int Unknown(int count, out Key key)
    {
        key = new Key(KeyName.Unknown);
        return count;
    }

    private static int ReadMeta(ReadOnlySpan<byte> rest, bool nothingFollows, out Key key)
    {
        key = default;
        if (IsControl(rest[1]))
        {
            ReadControl(rest[1], out key);
            key = key with { Alt = true };
            return 2;
        }

        var status = Rune.DecodeFromUtf8(rest[1..], out var rune, out var bytes);
        if (status == OperationStatus.NeedMoreData && !nothingFollows)
        {
            return 0;
        }

        key = new Key(KeyName.Text, rune.ToString(), Alt: true);
        return 1 + (status == OperationStatus.Done ? bytes : 1);
    }

    // ESC [ parameters final, and ESC O [modifier] final: ECMA-48 5.4; parameter bytes 0x30-0x3F, intermediate 0x20-0x2F.
    private static int ReadSequence(ReadOnlySpan<byte> rest, out Key key)
    {
        key = default;
        var end = 2;
        while (end < rest.Length && rest[end] is >= 0x20 and <= 0x3F)
        {
            end++;
        }

        // The Linux console calls its first five function keys ESC [ [ A to E.
        if (end == 2 && rest[1..].StartsWith("[["u8))
        {
            end++;
        }

        if (end == rest.Length)
        {
            return 0;
        }

        if (rest[end] is < 0x40 or > 0x7E)
        {
            return Unknown(end, out key);   // broken off by another key
        }

        key = rest[1] == (byte)'O' ? NamedByO((char)rest[end], Encoding.ASCII.GetString(rest[2..end]))
            : rest[2] is (byte)'[' or (>= 0x3C and <= 0x3F) ? new Key(KeyName.Unknown)   // private: an answer, a mouse
            : Named((char)rest[end], Encoding.ASCII.GetString(rest[2..end]));
        return end + 1;
    }

    // What the keypad and rxvt call some keys (SS3).
    private static Key NamedByO(char final, string parameters) => final switch
    {
        'M' => new Key(KeyName.Enter),
        'c' => new Key(KeyName.Right, Control: true),
        'd' => new Key(KeyName.Left, Control: true),
        _ => Named(final, parameters),
    };

    private static Key Named(char final, string parameters)
    {
        var numbers = parameters.Split(';');
        var first = Number(numbers, 0);
        var name = final switch
        {
            'A' => KeyName.Up,
            'B' => KeyName.Down,
            'C' => KeyName.Right,
            'D' => KeyName.Left,
            'F' => KeyName.End,
            'H' => KeyName.Home,
            'Z' => KeyName.Tab,
            '~' => first switch
            {
                1 or 7 => KeyName.Home,
                2 => KeyName.Insert,
                3 => KeyName.Delete,
                4 or 8 => KeyName.End,
                5 => KeyName.PageUp,
                6 => KeyName.PageDown,
                _ => KeyName.Unknown,
            },
            _ => KeyName.Unknown,
        };

        // The modifiers are a second number, one more than the sum of Shift 1, Alt 2, Control 4, Meta 8.
        var modifiers = Number(numbers, 1) - 1;
        return name == KeyName.Unknown ? new Key(name)
            : modifiers < 0 ? new Key(name, Shift: final == 'Z')
            : new Key(name, "", (modifiers & 4) != 0, (modifiers & 10) != 0, (modifiers & 1) != 0 || final == 'Z');
    }

    private static int Number(string[] numbers, int index) =>
        index < numbers.Length && int.TryParse(numbers[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsControl(byte value) => value is < 0x20 and not EscapeByte or 0x7F;
}
