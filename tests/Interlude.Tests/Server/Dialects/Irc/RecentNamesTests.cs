using System.Text;
using Interlude.Server.Dialects.Irc;

namespace Interlude.Tests.Server.Dialects.Irc;

public class RecentNamesTests
{
    [Fact]
    public void A_name_that_was_read_last_is_the_same_object()
    {
        var names = new RecentNames();

        Assert.True(names.TryReadChannel("#dev"u8, out var channel));
        Assert.True(names.TryReadChannel("#dev"u8, out var again));
        Assert.True(names.TryReadNick("ana"u8, out var nick));
        Assert.True(names.TryReadNick("ana"u8, out var sameNick));

        Assert.Same(channel, again);
        Assert.Same(nick, sameNick);
    }

    [Theory]
    [InlineData("#dev #Dev #dev2 #d #dev")]
    [InlineData("ana Ana ana2 an ana")]
    public void Every_name_is_read_as_it_is_written(string written)
    {
        var names = new RecentNames();

        var read = written.Split(' ').Select(name =>
            names.TryReadChannel(Encoding.UTF8.GetBytes(name), out var channel) ? channel.Value
            : names.TryReadNick(Encoding.UTF8.GetBytes(name), out var nick) ? nick.Value
            : null);

        Assert.Equal(written, string.Join(' ', read));
    }

    [Fact]
    public void What_is_no_name_is_refused_and_what_was_read_before_stays_known()
    {
        var names = new RecentNames();
        names.TryReadNick("ana"u8, out var ana);

        Assert.False(names.TryReadNick("1ana"u8, out _));
        Assert.False(names.TryReadNick(""u8, out _));
        Assert.False(names.TryReadChannel("ana"u8, out _));
        Assert.False(names.TryReadChannel("#a,b"u8, out _));
        Assert.False(names.TryReadChannel(""u8, out _));

        Assert.True(names.TryReadNick("ana"u8, out var still));
        Assert.Same(ana, still);
    }
}
