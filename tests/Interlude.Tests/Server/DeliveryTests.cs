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
}
