using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly IrcWriter _writer;

    public IrcWriterTests() => _writer = new IrcWriter(_output);

    private string Written => Encoding.UTF8.GetString(_output.WrittenSpan);

    [Fact]
    public void Messages_are_joined_as_the_vectors_have_it()
    {
        foreach (var vector in IrcVectors.Read("msg-join"))
        {
            var atoms = vector.GetProperty("atoms");
            _output.Clear();

            foreach (var (key, value) in atoms.Map("tags"))
            {
                _writer.WriteTag(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
            }

            if (atoms.Bytes("source") is { } source)
            {
                _writer.WriteSource(source);
            }

            _writer.WriteVerb(atoms.Bytes("verb"));
            _writer.WriteParameters([.. atoms.Texts("params").Select(text => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text)))]);
            _writer.End();

            Assert.Contains(Written, vector.Texts("matches").Select(line => line + "\r\n"));
        }
    }

    [Fact]
    public void A_message_has_its_parts_in_order()
    {
        _writer.WriteTag("time"u8, "2026-01-01T00:00:00.000Z"u8);
        _writer.WriteTag("+x"u8, "a b;c"u8);
        _writer.WriteTag("bot"u8, default);
        _writer.WriteSource(new IrcSource("bob"u8, "~b"u8, "example.org"u8));
        _writer.WriteVerb("PRIVMSG"u8);
        _writer.WriteParameter("#a"u8);
        _writer.WriteText("Hello"u8);
        _writer.AppendText(", all"u8);
        _writer.End();
        _writer.WriteSource("irc.example.org"u8);
        _writer.WriteVerb(Numeric.RPL_WELCOME);
        _writer.WriteParameter("bob"u8);
        _writer.WriteParameter(-42);
        _writer.WriteText(default);
        _writer.End();

        Assert.Equal(
            "@time=2026-01-01T00:00:00.000Z;+x=a\\sb\\:c;bot :bob!~b@example.org PRIVMSG #a :Hello, all\r\n" +
            ":irc.example.org 001 bob -42 :\r\n",
            Written);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":a")]
    [InlineData("a b")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void What_cannot_stand_in_the_middle_becomes_a_star(string parameter)
    {
        _writer.WriteVerb("V"u8);
        _writer.WriteParameter(Encoding.UTF8.GetBytes(parameter));
        _writer.WriteParameter("z"u8);
        _writer.End();

        Assert.Equal("V * z\r\n", Written);
    }

    [Fact]
    public void A_text_always_has_its_colon_and_stays_on_its_line()
    {
        _writer.WriteVerb("V"u8);
        _writer.WriteText("a\r\nQUIT :b\0"u8);
        _writer.End();

        Assert.Equal("V :a  QUIT :b \r\n", Written);
    }

    [Fact]
    public void A_source_stays_one_word()
    {
        _writer.WriteSource(new IrcSource("a b"u8, "\r\nx"u8, default));
        _writer.WriteVerb("V"u8);
        _writer.End();

        Assert.Equal(":*!* V\r\n", Written);
    }

    [Fact]
    public void Received_tags_are_relayed_as_they_were_unless_they_break_the_line()
    {
        foreach (var tag in new IrcTags("+a=x\\sy;+b=\r;+c=;+\n=1"u8))
        {
            _writer.WriteTag(tag);
        }

        _writer.WriteVerb("TAGMSG"u8);
        _writer.End();

        Assert.Equal("@+a=x\\sy;+c TAGMSG\r\n", Written);
    }

    [Fact]
    public void A_rendered_message_takes_tags_in_front()
    {
        _writer.WriteRendered("@time=1 :a V\r\n"u8);
        _writer.WriteTag("label"u8, "x"u8);
        _writer.WriteRendered("@time=1 :a V\r\n"u8);
        _writer.WriteTag("label"u8, "y"u8);
        _writer.WriteRendered(":a V\r\n"u8);

        Assert.Equal("@time=1 :a V\r\n@label=x;time=1 :a V\r\n@label=y :a V\r\n", Written);
    }

    [Fact]
    public void The_body_is_counted_without_tags_and_line_end()
    {
        _writer.WriteTag("a"u8, "b"u8);
        _writer.WriteSource(new IrcSource("n"u8, "u"u8, "h"u8));
        _writer.WriteVerb("V"u8);
        _writer.WriteParameter("p"u8);
        _writer.WriteText("a\nb"u8);

        Assert.Equal(":n!u@h V p :a b".Length, _writer.BodyBytes);

        _writer.End();
        Assert.Equal(0, _writer.BodyBytes);
    }

    [Fact]
    public void Parts_out_of_order_are_a_bug_and_say_so()
    {
        Assert.Throws<InvalidOperationException>(() => _writer.WriteParameter("a"u8));
        Assert.Throws<InvalidOperationException>(() => _writer.AppendText("a"u8));
        Assert.Throws<InvalidOperationException>(_writer.End);
        _writer.WriteVerb("V"u8);
        Assert.Throws<InvalidOperationException>(() => _writer.WriteTag("a"u8, default));
        Assert.Throws<InvalidOperationException>(() => _writer.WriteSource("a"u8));
        Assert.Throws<InvalidOperationException>(() => _writer.WriteVerb("V"u8));
        Assert.Throws<InvalidOperationException>(() => _writer.WriteRendered("V\r\n"u8));
        _writer.WriteText("a"u8);
        Assert.Throws<InvalidOperationException>(() => _writer.WriteParameter("a"u8));
        Assert.Throws<InvalidOperationException>(() => _writer.WriteText("a"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a;b")]
    [InlineData("a=b")]
    [InlineData("a\r")]
    public void Malformed_keys_and_verbs_of_our_own_are_a_bug(string word)
    {
        Assert.Throws<ArgumentException>(() => _writer.WriteTag(Encoding.UTF8.GetBytes(word), default));
        Assert.Throws<ArgumentException>(() => _writer.WriteVerb(":"u8));
        Assert.Throws<ArgumentException>(() => _writer.WriteVerb("A B"u8));
        Assert.Equal(0, _output.WrittenCount);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var text = UnicodeText.Arbitrary().Generator;

        Prop.ForAll(text.Four().ToArbitrary(), texts =>
        {
            var (value, middle, other, trailing) = texts;
            _output.Clear();
            _writer.WriteTag("k"u8, Encoding.UTF8.GetBytes(value));
            _writer.WriteSource(Encoding.UTF8.GetBytes(other));
            _writer.WriteVerb("V"u8);
            _writer.WriteParameter(Encoding.UTF8.GetBytes(middle));
            _writer.WriteParameter(Encoding.UTF8.GetBytes(other));
            _writer.WriteText(Encoding.UTF8.GetBytes(trailing));
            _writer.End();

            var line = _output.WrittenSpan[..^2];
            var unescaped = new ArrayBufferWriter<byte>();
            var isRead = IrcMessage.TryParse(line, out var message) && message.Tags.TryGet("k"u8, out _);
            message.Tags.TryGet("k"u8, out var rawValue);
            IrcTags.Unescape(rawValue, unescaped);
            return isRead
                && !line.ContainsAny((byte)'\r', (byte)'\n', (byte)0)
                && Encoding.UTF8.GetString(unescaped.WrittenSpan) == value.Replace("\0", "", StringComparison.Ordinal)
                && Encoding.UTF8.GetString(message.Source) == (IsWord(other) ? other : "*")
                && message.Count == 3
                && Encoding.UTF8.GetString(message[0]) == (IsMiddle(middle) ? middle : "*")
                && Encoding.UTF8.GetString(message[1]) == (IsMiddle(other) ? other : "*")
                && Encoding.UTF8.GetString(message[2]) == string.Concat(trailing.Select(unit => "\0\r\n".Contains(unit) ? ' ' : unit));
        }).QuickCheckThrowOnFailure();
    }

    private static bool IsWord(string text) => text.Length > 0 && !text.Any(unit => "\0\r\n ".Contains(unit));

    private static bool IsMiddle(string text) => IsWord(text) && text[0] != ':';
}
