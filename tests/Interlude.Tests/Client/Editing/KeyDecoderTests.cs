using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Client.Editing;

namespace Interlude.Tests.Client.Editing;

public class KeyDecoderTests
{
    public static TheoryData<string, string> Sequences => new()
    {
        { "a", "Text(a)" },
        { "日本", "Text(日本)" },
        { "ab\r", "Text(ab) Enter" },
        { "\n", "Enter" },
        { "\t\x1b[Z", "Tab S-Tab" },
        { "\x7f\b", "Backspace Backspace" },
        { "\x01\x1a\x1f\0", "C-Text(a) C-Text(z) C-Text(_) C-Text(@)" },
        { "\x1b[A\x1bOB\x1b[C\x1bOD", "Up Down Right Left" },
        { "\x1b[1;5D\x1b[1;3C\x1b[1;2A", "C-Left M-Right S-Up" },
        { "\x1b[H\x1b[F\x1bOH\x1bOF\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End Home End Home End" },
        { "\x1b[2~\x1b[3~\x1b[3;5~\x1b[5~\x1b[6~", "Insert Delete C-Delete PageUp PageDown" },
        { "\x1b" + "b\x1bé\x1b\x7f\x1b\r", "M-Text(b) M-Text(é) M-Backspace M-Enter" },
        { "\x1b\x1b[D", "M-Left" },
        { "\x1b\x1b", "Escape Escape" },
        { "\x1b[", "M-Text([)" },
        { "\x1b[1;", "Unknown" },
        { "\x1b[99~\x1b[?1;2c\x1bOPa", "Unknown Unknown Unknown Text(a)" },
        { "\x1b[[Ab\x1b[[E", "Unknown Text(b) Unknown" },
        { "\x1bOM\x1b[<0;10;10M\x1b[<0;10;10m\x1b[?1A", "Enter Unknown Unknown Unknown" },
        { "\x1bOc\x1bOd", "C-Right C-Left" },
        { "\x1b[1\x03\x1b[\r", "Unknown C-Text(c) Unknown Enter" },
        { "x\x1b[200~two\r\nlines\n\x1b[A\x1b[201~y", "Text(x) Paste(two|lines|\x1b[A) Text(y)" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Keys_are_known(string sent, string expected) => Assert.Equal(expected, Decode(Encoding.UTF8.GetBytes(sent), []));

    [Theory]
    [MemberData(nameof(Sequences))]
    public void However_the_bytes_are_cut_the_keys_are_the_same(string sent, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(Joined(expected), Joined(Decode(bytes, [cut])));
        }

        Assert.Equal(Joined(expected), Joined(Decode(bytes, [.. Enumerable.Repeat(1, bytes.Length)])));
    }

    [Fact]
    public void What_is_not_Utf8_becomes_one_replacement_a_byte() =>
        Assert.Equal("Text(\uFFFDa\uFFFD\uFFFD)", Decode([0xFF, (byte)'a', 0xE6, 0x97], []));

    [Fact]
    public void Escape_alone_waits_for_what_may_follow()
    {
        var decoder = new KeyDecoder();
        decoder.Push("\x1b"u8);

        Assert.False(decoder.TryRead(out _));
        Assert.True(decoder.IsWaiting);
        Assert.True(decoder.TryRead(out var key, nothingFollows: true));
        Assert.Equal(new Key(KeyName.Escape), key);
        Assert.False(decoder.IsWaiting);
    }

    [Fact]
    public void A_paste_is_waited_for_whatever_the_time()
    {
        var decoder = new KeyDecoder();
        decoder.Push("\x1b[200~half"u8);

        Assert.False(decoder.TryRead(out _, nothingFollows: true));
    }

    [Fact]
    public void A_paste_whose_end_was_lost_is_given_up_by_Ctrl_C()
    {
        var decoder = new KeyDecoder();
        decoder.Push("\x1b[200~half\x03"u8);

        Assert.False(decoder.TryRead(out _));
        Assert.True(decoder.TryRead(out var key, nothingFollows: true));
        Assert.Equal(Key.Ctrl('c'), key);
        Assert.False(decoder.IsWaiting);
    }

    [Fact]
    public void No_bytes_stop_it()
    {
        var bytes = Gen.Elements<byte>(0x1B, (byte)'[', (byte)'O', (byte)'2', (byte)'0', (byte)';', (byte)'~', (byte)'A', 0xC3, 0xA9, 3, 13).ArrayOf();
        Prop.ForAll(bytes.ToArbitrary(), all =>
        {
            var decoder = new KeyDecoder();
            decoder.Push(all);
            while (decoder.TryRead(out _, nothingFollows: true))
            {
            }

            return !decoder.IsWaiting || Encoding.ASCII.GetString(all).Contains("\x1b[200~");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    // Letters that come one by one are keys one by one.
    private static string Joined(string keys) => keys.Replace(") Text(", "", StringComparison.Ordinal);

    private static string Decode(byte[] bytes, int[] pieces)
    {
        var decoder = new KeyDecoder();
        var keys = new List<string>();
        var at = 0;
        foreach (var piece in pieces.Append(bytes.Length))
        {
            var next = Math.Min(bytes.Length, at + piece);
            decoder.Push(bytes.AsSpan(at, next - at));
            at = next;
            while (decoder.TryRead(out var key, nothingFollows: at == bytes.Length))
            {
                keys.Add(Describe(key));
            }
        }

        return string.Join(' ', keys);
    }

    private static string Describe(Key key) => (key.Control ? "C-" : "") + (key.Alt ? "M-" : "") + (key.Shift ? "S-" : "") + key.Name
        + (key.Text.Length > 0 ? $"({key.Text.Replace('\n', '|')})" : "");
}
