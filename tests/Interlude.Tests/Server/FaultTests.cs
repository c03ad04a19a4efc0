using Interlude.Server;
using Interlude.Server.Dialects.Plain;

namespace Interlude.Tests.Server;

/// <summary>Rule 21 of the design: a mistake in a dialect ends one client, is reported, and touches nobody else.</summary>
public class FaultTests
{
    [Theory]
    [InlineData("receiving", "a line")]
    [InlineData("wishing", "a line")]
    [InlineData("answering", "a long answer")]
    public void A_mistake_in_a_line_ends_the_client_that_sent_it(string mistake, string doing)
    {
        var (host, clumsy, ana) = Start(mistake);

        host.Type(clumsy, "hello");

        AssertOnlyClumsyEnded(host, clumsy, ana, doing);
    }

    [Theory]
    [InlineData("sorting", "rendering Said")]
    [InlineData("rendering", "rendering Said")]
    public void A_mistake_in_a_rendering_ends_who_would_have_got_it(string mistake, string doing)
    {
        var (host, clumsy, ana) = Start(mistake);

        host.Type(ana, "hello");

        AssertOnlyClumsyEnded(host, clumsy, ana, doing);
    }

    [Fact]
    public void A_mistake_after_an_event_ends_the_client()
    {
        var (host, clumsy, ana) = Start("settling");

        host.Type(clumsy, "hello");

        AssertOnlyClumsyEnded(host, clumsy, ana, "settling Said");
    }

    [Fact]
    public void A_mistake_in_telling_of_a_failed_append_ends_the_client_and_its_session_when_the_log_is_back()
    {
        var (host, clumsy, ana) = Start("failing");
        host.Log.Next = Rehearsed.Fails;

        host.Type(clumsy, "hello");
        host.Pass(1000);

        AssertOnlyClumsyEnded(host, clumsy, ana, "a failed append");
    }

    [Fact]
    public void A_mistake_in_the_greeting_ends_the_connection()
    {
        var host = new RehearsedHost(newClient: (server, id, session, peer, credit) =>
            new ClumsyClient(server, id, session, peer, credit) { Mistake = "greeting" });

        var clumsy = host.Connect();

        Assert.True(host.IsClosed(clumsy));
        Assert.Equal(["Fault"], host.Got(clumsy));
        Assert.Equal("greeting", Assert.Single(host.Faults).Doing);
    }

    // Everybody is in the lobby: a clumsy client, which has its mistake from now on, and ana, who is a plain one.
    private static (RehearsedHost Host, ClientId Clumsy, ClientId Ana) Start(string mistake)
    {
        ClumsyClient? client = null;
        var host = new RehearsedHost(newClient: (server, id, session, peer, credit) => client is null
            ? client = new ClumsyClient(server, id, session, peer, credit)
            : new PlainClient(server, id, session, peer, credit));
        var clumsy = host.Connect("clumsy");
        var ana = host.Connect("ana");
        client!.Mistake = mistake;
        return (host, clumsy, ana);
    }

    private static void AssertOnlyClumsyEnded(RehearsedHost host, ClientId clumsy, ClientId ana, string doing)
    {
        var fault = Assert.Single(host.Faults);
        Assert.Equal((clumsy, doing), (fault.Client, fault.Doing));
        Assert.True(host.IsClosed(clumsy));
        Assert.Equal("Fault", host.Got(clumsy)[^1]);
        Assert.Single(host.Got(ana), "* clumsy has left the chat: clumsy");

        host.Type(ana, "/who");
        Assert.Equal(["* In #lobby (1 person):", "*   ana"], host.Got(ana).TakeLast(2));
        Assert.False(host.IsPaused(ana));
    }
}
