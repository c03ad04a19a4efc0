using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcSourceTests
{
    [Fact]
    public void Sources_are_split_and_joined_as_the_vectors_have_it()
    {
        foreach (var vector in IrcVectors.Read("userhost-split"))
        {
            var atoms = vector.GetProperty("atoms");

            var source = IrcSource.Parse(vector.Bytes("source"));

            Assert.Equal(atoms.Bytes("nick"), source.Name);
            Assert.Equal(atoms.Bytes("user") ?? [], source.User);
            Assert.Equal(atoms.Bytes("host") ?? [], source.Host);
            Assert.Equal(vector.GetProperty("source").GetString(), Format(source));
        }
    }

    [Theory]
    [InlineData("irc.example.org", "irc.example.org", "", "")]
    [InlineData("a!b@c@d", "a", "b@c", "d")]        // a host has no '@'
    [InlineData("a!b!c@d", "a", "b!c", "d")]
    [InlineData("a@b!c", "a", "", "b!c")]
    [InlineData("a!@", "a", "", "")]
    [InlineData("", "", "", "")]
    public void What_is_ambiguous_is_decided(string source, string name, string user, string host)
    {
        var parsed = IrcSource.Parse(Encoding.UTF8.GetBytes(source));

        Assert.Equal(name, Encoding.UTF8.GetString(parsed.Name));
        Assert.Equal(user, Encoding.UTF8.GetString(parsed.User));
        Assert.Equal(host, Encoding.UTF8.GetString(parsed.Host));
    }

    [Fact]
    public void A_source_says_how_long_it_will_be_and_reads_back()
    {
        Prop.ForAll(Gen.Elements<byte>([.. "!@ab"u8]).ArrayOf().ToArbitrary(), bytes =>
        {
            var text = Format(IrcSource.Parse(bytes));
            var again = IrcSource.Parse(Encoding.UTF8.GetBytes(text));
            return IrcSource.Parse(bytes).Length == text.Length && Format(again).Length <= bytes.Length;
        }).QuickCheckThrowOnFailure();
    }

    private static string Format(IrcSource source)
    {
        var output = new ArrayBufferWriter<byte>();
        source.WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
