using System.Globalization;
using Interlude.Server;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>"Thousands reconnecting at once register at full speed: no fixed ticks or sleeps in the path."</summary>
public class ManyAtOnceTests
{
    private const int Many = 2000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Thousands_come_back_without_a_clock_that_goes_on(bool isExempt)
    {
        var host = new RehearsedHost();
        var clients = Enumerable.Range(0, Many).Select(number => host.Connect(From(number, isExempt))).ToList();

        for (var number = 0; number < Many; number++)
        {
            foreach (var line in (string[])
                ["CAP LS 302", $"NICK n{number}", $"USER u{number} 0 * :r", "CAP REQ :message-tags batch", "CAP END", $"JOIN #c{number / 50}", "PING done"])
            {
                host.Type(clients[number], line);
            }
        }

        host.Drain();   // time stands still: whatever waited for it has not come
        Assert.All(clients, client => Assert.EndsWith(" :done", host.Got(client).Last(line => line.Contains(" PONG ", StringComparison.Ordinal)), StringComparison.Ordinal));
        Assert.Equal(Many, host.Server.World.SeenBy(default).Counts.Users);
        Assert.All(clients, client => Assert.False(host.IsPaused(client)));
        Assert.Empty(host.Faults);
    }

    private static Peer From(int number, bool isExempt)
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"192.0.{number / 250}.{number % 250}");
        return new Peer(isExempt ? "here" : host, isExempt)
        {
            Dialect = PeerDialect.Irc,
            Host = host,
            Ip = new byte[] { 192, 0, (byte)(number / 250), (byte)(number % 250) },
        };
    }
}
