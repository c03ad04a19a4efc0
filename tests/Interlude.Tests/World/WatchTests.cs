using Interlude.World;

namespace Interlude.Tests.World;

public sealed class WatchTests
{
    [Fact]
    public void Names_are_put_on_the_list_once_in_order_and_the_session_is_told()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Watch("bob", "cyd", "BOB"));

        Assert.Equal(["Watching [ana] bob cyd BOB -> ana as Self"], events);
        Assert.Equal(["bob", "cyd"], Watched(world));
    }

    [Fact]
    public void As_many_names_as_the_limit_are_watched_and_the_others_are_named()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxWatched = 2 }).And("ana").After("ana", Watch("bob"));

        var events = world.Apply("ana", Watch("cyd", "dan", "bob", "eve"));

        Assert.Equal(["Watching [ana] cyd bob not dan eve above 2 -> ana as Self"], events);
        Assert.Equal(["bob", "cyd"], Watched(world));
    }

    [Fact]
    public void Names_are_taken_off_without_a_word_whether_they_were_there_or_not()
    {
        var world = WorldUnderTest.With("ana", "eve").After("ana", Watch("bob", "cyd", "dan"));

        var events = world.Apply("ana", new Command.Watch([], [Names.Nick("CYD"), Names.Nick("eve")]));

        Assert.Empty(events);
        Assert.Equal(["bob", "dan"], Watched(world));
    }

    [Fact]
    public void All_names_are_taken_off_before_others_are_put_on()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxWatched = 2 }).And("ana").After("ana", Watch("bob", "cyd"));

        var events = world.Apply("ana", new Command.Watch([Names.Nick("dan")], [], RemovesAll: true));

        Assert.Equal(["Watching [ana] dan -> ana as Self"], events);
        Assert.Equal(["dan"], Watched(world));
    }

    [Fact]
    public void All_who_watch_a_nick_hear_of_its_coming_and_going_in_order_of_registering()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").After("cyd", Watch("dan")).After("ana", Watch("DAN", "dan"));

        var come = world.Apply("dan", Wishes.Register("Dan"));
        var gone = world.Apply("dan", new Command.EndSession(Text.Empty));

        Assert.Equal("CameOnline Dan(dan) -> nobody; watched by ana, cyd", come[1]);
        Assert.Equal("WentOffline Dan -> nobody; watched by ana, cyd", gone[1]);
    }

    [Fact]
    public void Who_watches_no_more_hears_no_more()
    {
        var world = WorldUnderTest.With("ana").After("ana", Watch("bob"), new Command.Watch([], [Names.Nick("Bob")]));

        var events = world.Apply("bob", Wishes.Register("bob"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], events);
    }

    [Fact]
    public void A_list_is_a_sessions_own_and_its_user_is_told_once()
    {
        var world = TwoDevices.OfAna("", "").After("ana", Watch("cyd")).After("phone", Watch("cyd"));

        var come = world.Apply("cyd", Wishes.Register("cyd"));
        world.After("ana", new Command.EndSession(Text.Empty));
        var gone = world.Apply("cyd", new Command.EndSession(Text.Empty));

        Assert.Equal("CameOnline cyd -> nobody; watched by ana, phone", come[1]);
        Assert.Equal("WentOffline cyd -> nobody; watched by phone", gone[1]);
    }

    [Fact]
    public void One_may_watch_oneself()
    {
        var world = WorldUnderTest.With("ana").After("ana", Watch("ana"));

        var away = world.Apply("ana", new Command.SetAway(Names.Text("asleep")));
        var renamed = world.Apply("ana", new Command.ChangeNick(Names.Nick("bo")));

        Assert.Equal(["AwayChanged [ana] ana 'asleep' -> ana as Self"], away);
        Assert.Equal(["Renamed ana bo -> ana as Self", "WentOffline ana -> nobody; watched by ana"], renamed);
    }

    private static Command.Watch Watch(params string[] nicks) => new([.. nicks.Select(Names.Nick)], []);

    private static IEnumerable<string> Watched(WorldUnderTest world) =>
        world.View.Watched(world.SessionOf("ana")).Select(nick => nick.Value);

    [Fact]
    public void Only_the_device_that_watches_hears_of_it()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"));
        world.After("phone", Wishes.Register("ana") with { Login = world.Login("ana") })
            .After("phone", new Command.Watch([Names.Nick("bob")], []));

        Assert.Contains("CameOnline bob -> nobody; watched by phone", world.Apply("bob", Wishes.Register("bob")));
    }
}
