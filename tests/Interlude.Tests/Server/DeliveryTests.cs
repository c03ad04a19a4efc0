using System.Text;
using Interlude.Server;

namespace Interlude.Tests.Server;

public class DeliveryTests
{
    [Fact]
    public void A_text_is_rendered_once_for_all_who_read_the_same_words()
    {
        var host = new RehearsedHost();
        var speaker = host.Connect("ana");
        var listeners = Enumerable.Range(0, 50).Select(number => host.Connect($"p{number}")).ToList();
        host.Outputs.Clear();

        host.Type(speaker, "hello");

        var send = Assert.Single(host.Outputs.OfType<Output.Send>());
        Assert.Equal("<ana> hello\r\n", Encoding.UTF8.GetString(send.Bytes.Span));
        Assert.Equal(listeners, send.Clients);
    }

    [Fact]
    public void An_event_has_a_rendering_for_each_way_to_say_it_and_each_client_gets_one()
    {
        var host = new RehearsedHost();
        var people = "ana bob cyd dan eve fay".Split(' ').Select(host.Connect).ToList();
        people.ForEach(person => host.Type(person, "/join #dev"));
        host.Type(people[4], "/join #lobby");
        host.Type(people[5], "/join #lobby");
        host.Outputs.Clear();

        host.Type(people[0], "/op bob");

        var sends = host.Outputs.OfType<Output.Send>().ToDictionary(
            send => Encoding.UTF8.GetString(send.Bytes.Span).TrimEnd(), send => send.Clients.ToArray());
        Assert.Equal(4, sends.Count);
        Assert.Equal([people[0]], sends["* You have made bob an operator of #dev."]);
        Assert.Equal([people[1]], sends["* ana has made you an operator of #dev."]);
        Assert.Equal([people[2], people[3]], sends["* ana has made bob an operator of #dev."]);
        Assert.Equal([people[4], people[5]], sends["[#dev] * ana has made bob an operator of #dev."]);
    }

    [Fact]
    public void Who_shares_many_channels_with_somebody_hears_of_a_rename_and_a_quit_once()
    {
        var host = new RehearsedHost();
        var (ana, bob) = (host.Connect("ana"), host.Connect("bob"));
        foreach (var channel in (string[])["#one", "#two", "#three"])
        {
            host.Type(ana, $"/join {channel}");
            host.Type(bob, $"/join {channel}");
        }

        host.Type(ana, "/nick anna");
        host.Type(ana, ".");

        Assert.Single(host.Got(bob), "* ana is now called anna.");
        Assert.Single(host.Got(bob), "* anna has left the chat.");
    }

    [Fact]
    public void Who_watches_somebody_hears_of_it_once_whether_it_shares_a_channel_or_not()
    {
        var host = new RehearsedHost();
        var (bob, cyd) = (Irc(host, "bob"), Irc(host, "cyd"));
        foreach (var watcher in (ClientId[])[bob, cyd])
        {
            host.Type(watcher, "MONITOR + ana");
        }

        var ana = Irc(host, "ana");
        foreach (var member in (ClientId[])[ana, bob])
        {
            host.Type(member, "JOIN #dev");
        }

        host.Type(ana, "AWAY :asleep");
        host.Type(ana, "QUIT :bye");

        Assert.Single(host.Got(bob), line => line.Contains(" 730 bob :ana!", StringComparison.Ordinal));
        Assert.Single(host.Got(bob), line => line.EndsWith(" AWAY :asleep", StringComparison.Ordinal));
        Assert.Single(host.Got(bob), line => line.Contains(" QUIT :", StringComparison.Ordinal));
        Assert.Single(host.Got(cyd), line => line.EndsWith(" AWAY :asleep", StringComparison.Ordinal));
        Assert.Equal(2, host.Got(cyd).Count(line => line.Contains(" 731 cyd :ana", StringComparison.Ordinal)));   // at first, and at last
        Assert.DoesNotContain(host.Got(cyd), line => line.Contains(" QUIT :", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_talks_in_a_channel_that_gets_another_name_goes_on_talking_there()
    {
        var host = new RehearsedHost();
        var (ana, bob) = (Irc(host, "ana"), host.Connect("bob"));
        host.Type(ana, "JOIN #dev");
        host.Type(bob, "/join #dev");

        host.Type(ana, "RENAME #dev #work");
        host.Type(bob, "hello");

        Assert.Contains("* ana has renamed #dev to #work.", host.Got(bob));
        Assert.Contains(host.Got(ana), line => line.EndsWith(" PRIVMSG #work :hello", StringComparison.Ordinal));
    }

    private static ClientId Irc(RehearsedHost host, string name)
    {
        var id = host.Connect(PeerDialect.Irc);
        host.Type(id, "CAP REQ :away-notify extended-monitor");
        host.Type(id, $"NICK {name}");
        host.Type(id, $"USER {name} 0 * :{name}");
        host.Type(id, "CAP END");
        return id;
    }
}
