using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcMessageTests
{
    [Fact]
    public void Messages_are_split_as_the_vectors_have_it()
    {
        foreach (var vector in IrcVectors.Read("msg-split"))
        {
            var atoms = vector.GetProperty("atoms");
            var line = vector.Bytes("input")!;

            Assert.True(IrcMessage.TryParse(line, out var message));

            Assert.Equal(atoms.Bytes("source") ?? [], message.Source);
            Assert.Equal(atoms.Bytes("verb"), message.Verb);
            Assert.Equal(atoms.Texts("params"), Parameters(message));
            Assert.Equal(atoms.Map("tags"), Tags(message.Tags));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("   ")]
    [InlineData("@a=b")]
    [InlineData("@a=b ")]
    [InlineData(":source")]
    [InlineData("@a :source  ")]
    public void A_line_without_a_verb_is_no_message(string line)
    {
        Assert.False(IrcMessage.TryParse(Encoding.UTF8.GetBytes(line), out var message));
        Assert.Equal(0, message.Count);
    }

    [Theory]
    [InlineData("PRIVMSG #a :", new[] { "#a", "" }, true)]            // an empty one is one
    [InlineData("PRIVMSG #a : ", new[] { "#a", " " }, true)]
    [InlineData("PRIVMSG #a", new[] { "#a" }, false)]
    [InlineData("PRIVMSG #a ", new[] { "#a" }, false)]
    [InlineData("PRIVMSG :", new[] { "" }, true)]
    [InlineData("PRIVMSG", new string[0], false)]
    [InlineData("  PRIVMSG   #a   b  ", new[] { "#a", "b" }, false)]
    [InlineData("PRIVMSG a:b c::d", new[] { "a:b", "c::d" }, false)]  // a colon inside is a letter
    [InlineData("PRIVMSG \t", new[] { "\t" }, false)]
    public void Parameters_are_words_and_a_trailing_one(string line, string[] parameters, bool hasTrailing)
    {
        Assert.True(IrcMessage.TryParse(Encoding.UTF8.GetBytes(line), out var message));

        Assert.Equal(parameters, Parameters(message));
        Assert.Equal(hasTrailing, message.HasTrailing);
    }

    [Theory]
    [InlineData("@ PING")]
    [InlineData("@; PING")]
    [InlineData("@=b PING")]
    [InlineData(": PING")]
    public void Tags_and_sources_may_be_empty(string line)
    {
        Assert.True(IrcMessage.TryParse(Encoding.UTF8.GetBytes(line), out var message));

        Assert.Equal("PING"u8, message.Verb);
        Assert.Empty(Tags(message.Tags));
        Assert.True(message.Source.IsEmpty);
    }

    /// <summary>"clients MUST parse incoming messages with any number of them", Modern IRC, "Parameters".</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(200)]
    public void Any_number_of_parameters_is_read(int count)
    {
        var expected = Enumerable.Range(1, count).Select(number => $"p{number}").ToList();
        var line = Encoding.UTF8.GetBytes("V " + string.Join("  ", expected) + "  :the  end");

        Assert.True(IrcMessage.TryParse(line, out var message));

        Assert.Equal([.. expected, "the  end"], Parameters(message));
        Assert.True(message.HasTrailing);
    }

    [Fact]
    public void There_is_no_parameter_beyond_the_last()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(-1));

        static int Read(int index) => IrcMessage.TryParse("V a"u8, out var message) ? message[index].Length : 0;
    }

    [Fact]
    public void Whatever_comes_is_read_without_a_fault_and_every_part_lies_in_the_line()
    {
        var unit = Gen.Elements<byte>([.. "@:; =\\a\0\r"u8, 0xC3, 0xFF]);

        Prop.ForAll(unit.ArrayOf().ToArbitrary(), line =>
        {
            if (!IrcMessage.TryParse(line, out var message))
            {
                return true;
            }

            var length = message.Tags.Raw.Length + message.Source.Length + message.Verb.Length;
            for (var index = 0; index < message.Count; index++)
            {
                length += message[index].Length;
            }

            return message.Verb.Length > 0 && length + message.Count <= line.Length;
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> Parameters(IrcMessage message)
    {
        var parameters = new List<string>();
        for (var index = 0; index < message.Count; index++)
        {
            parameters.Add(Encoding.UTF8.GetString(message[index]));
        }

        return parameters;
    }

    private static Dictionary<string, string> Tags(IrcTags tags)
    {
        var map = new Dictionary<string, string>();
        foreach (var tag in tags)
        {
            var value = new ArrayBufferWriter<byte>();
            IrcTags.Unescape(tag.RawValue, value);
            map[Encoding.UTF8.GetString(tag.Key)] = Encoding.UTF8.GetString(value.WrittenSpan);
        }

        return map;
    }
}
