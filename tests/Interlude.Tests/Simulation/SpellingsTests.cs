using System.Text;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Tests.Simulation;

/// <summary>The simulator's own table of names, which judges the world's fold, is right.</summary>
public sealed class SpellingsTests
{
    [Fact]
    public void Nicks_fold_as_the_table_says()
    {
        Assert.All(Spellings.Nicks, spelling => Assert.Equal(Spellings.NickKey(KeyOf(spelling)), Spellings.NickKey(spelling)));

        // The first spelling of each group whose key is the key of this one.
        static string KeyOf(string spelling) => Spellings.Nicks.First(other => Nickname(other).Key == Nickname(spelling).Key);
    }

    [Fact]
    public void Channels_fold_as_the_table_says()
    {
        Assert.All(Spellings.Channels, spelling => Assert.Equal(Spellings.ChannelKey(KeyOf(spelling)), Spellings.ChannelKey(spelling)));
        Assert.All(Spellings.Channels, spelling => Assert.Equal(Channel(spelling).Key, Spellings.SortKey(Spellings.ChannelKey(spelling))));

        static string KeyOf(string spelling) => Spellings.Channels.First(other => Channel(other).Key == Channel(spelling).Key);
    }

    [Fact]
    public void Bad_names_are_none()
    {
        Assert.All(Spellings.BadNicks, name => Assert.False(Nick.TryCreate(Encoding.UTF8.GetBytes(name), out _, out _)));
        Assert.All(Spellings.BadChannels, name => Assert.False(ChannelName.TryCreate(Encoding.UTF8.GetBytes(name), out _, out _)));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a \u001b[31mred\u001b[0m b", "a red b")]
    [InlineData("\u000304blue \u009b1m\u001b", "blue \\x9B1m\\x1B")]
    [InlineData("x\u202ey\u2028", "x\\u{202E}y\\u{2028}")]
    public void Fragments_are_shown_harmless(string text, string shown)
    {
        Assert.Equal(shown, Fragments.Show(text));
    }

    private static Nick Nickname(string name) => Nick.TryCreate(Encoding.UTF8.GetBytes(name), out var nick, out _) ? nick : throw new ArgumentException(name);

    private static ChannelName Channel(string name) =>
        ChannelName.TryCreate(Encoding.UTF8.GetBytes(name), out var channel, out _) ? channel : throw new ArgumentException(name);
}
