using Interlude.Host.Listening;
using Interlude.Server;

namespace Interlude.Tests.Host.Listening;

public class ListenPlaceTests
{
    [Theory]
    [InlineData("plain://localhost:8007", PeerDialect.Plain, false, false)]
    [InlineData("plain+unix:///run/chat", PeerDialect.Plain, false, false)]
    [InlineData("plain+unix-abstract:chat", PeerDialect.Plain, false, false)]
    [InlineData("irc://[::1]:6667", PeerDialect.Irc, false, false)]
    [InlineData("irc+unix:///run/irc", PeerDialect.Irc, false, false)]
    [InlineData("ircs://*:6697", PeerDialect.Irc, true, false)]
    [InlineData("ws://localhost:8008", PeerDialect.Irc, false, true)]
    [InlineData("wss://chat.example.org:443", PeerDialect.Irc, true, true)]
    public void Each_scheme_says_what_is_spoken(string text, PeerDialect dialect, bool isTls, bool isWeb)
    {
        var place = ListenPlace.Parse(text);

        Assert.Equal((dialect, isTls, isWeb), (place.Dialect, place.IsTls, place.IsWeb));
        Assert.Equal(text, place.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:6667")]
    [InlineData("http://localhost:80")]
    [InlineData("irc://localhost")]
    [InlineData("ircs+unix:///run/irc")]
    [InlineData("ws+unix:///run/irc")]
    [InlineData("ws://localhost:80/chat")]
    public void Others_are_refused(string text) => Assert.False(ListenPlace.TryParse(text, out _));
}
