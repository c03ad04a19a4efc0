namespace Interlude.Tests.Server;

public sealed class AlarmsTests
{
    [Fact]
    public void A_client_is_reminded_once_when_it_is_time()
    {
        var server = new AskingServer().With(1);
        server.Type(1, "remind 500", at: 100);

        Assert.Equal(600, server.Deadline);
        Assert.Equal("", server.Tick(599));
        Assert.Equal("1< reminded at 600", server.Tick(600));
        Assert.Null(server.Deadline);
        Assert.Equal("", server.Tick(601));
    }

    [Fact]
    public void The_later_wish_counts_whether_it_is_for_earlier_or_later()
    {
        var server = new AskingServer().With(1, 2);
        server.Type(1, "remind 500");
        server.Type(1, "remind 700");
        server.Type(2, "remind 500");
        server.Type(2, "remind 300");

        Assert.Equal("2< reminded at 300", server.Tick(300));
        Assert.Equal("", server.Tick(500));
        Assert.Equal("1< reminded at 700", server.Tick(700));
    }

    [Fact]
    public void The_same_time_wished_for_twice_is_one()
    {
        var server = new AskingServer().With(1);
        server.Type(1, "remind 500");
        server.Type(1, "remind 500");

        Assert.Equal("1< reminded at 500", server.Tick(500));
    }

    [Fact]
    public void All_that_are_due_are_reminded_in_order_and_who_is_gone_is_not()
    {
        var server = new AskingServer().With(1, 2, 3, 4);
        server.Type(1, "remind 400");
        server.Type(2, "remind 300");
        server.Type(3, "remind 300");
        server.Type(4, "remind 300");
        server.Disconnect(3);

        Assert.Equal("2< reminded at 900; 4< reminded at 900; 1< reminded at 900", server.Tick(900));
    }
}
