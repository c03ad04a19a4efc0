using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Server;

public sealed class NodeOrdersTests
{
    [Fact]
    public void Whoever_runs_the_node_is_told_what_came_of_its_wish()
    {
        var host = new RehearsedHost();
        Event? happened = null;

        host.Server.Order(Wishes.Create("ana"), first => happened = first, new Moment(new Timestamp(1), 1));
        host.Pass(1);
        host.Drain();
        host.Connect();   // whatever was to be done is done with the next input

        Assert.IsType<Event.AccountCreated>(happened);
    }

    [Fact]
    public void It_is_told_when_the_log_does_not_take_it()
    {
        var host = new RehearsedHost();
        host.Log.Next = Rehearsed.Fails;
        var answers = new List<Event?>();

        host.Server.Order(Wishes.Create("ana"), answers.Add, new Moment(new Timestamp(1), 1));
        host.Connect();

        Assert.Null(Assert.Single(answers));
        Assert.Empty(host.Server.World.SeenWhole().Accounts());
    }
}
