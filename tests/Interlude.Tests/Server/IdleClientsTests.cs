using Interlude.Server;

namespace Interlude.Tests.Server;

public class IdleClientsTests
{
    [Fact]
    public void Ten_thousand_who_say_nothing_for_ten_minutes_cost_the_log_no_entry()
    {
        var host = new RehearsedHost();
        List<ClientId> clients = [];
        for (var number = 0; number < 10_000; number++)
        {
            var client = host.Connect(PeerDialect.Irc);
            clients.Add(client);
            host.Type(client, $"NICK n{number}");
            host.Type(client, "USER n 0 * :n");
        }

        var entries = host.Log.Entries.Count;
        var pongs = 0;
        for (var seconds = 0; seconds < 600; seconds += 30)
        {
            var before = clients.Select(client => host.Got(client).Count).ToList();
            host.Pass(30_000);
            foreach (var client in clients.Where((client, index) => host.Got(client).Count > before[index]))
            {
                pongs++;
                Assert.StartsWith("PING ", host.Got(client)[^1], StringComparison.Ordinal);
                host.Type(client, $"PONG {host.Got(client)[^1]["PING ".Length..]}");
            }
        }

        Assert.DoesNotContain(clients, host.IsClosed);
        Assert.Equal(50_000, pongs);   // after every two minutes of silence each is asked whether it is there
        Assert.Equal(entries, host.Log.Entries.Count);
    }
}
