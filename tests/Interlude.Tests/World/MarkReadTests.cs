using Interlude.World;

namespace Interlude.Tests.World;

public sealed class MarkReadTests
{
    [Fact]
    public void It_only_rises_and_goes_no_further_than_now()
    {
        var world = WorldUnderTest.With("ana", "bob");
        world.Now = 2_000;

        Assert.Equal(["ReadMarked #dev 1500 -> ana as Self"], world.Apply("ana", Mark("#dev", 1_500)));
        Assert.Equal(["ReadMarked #DEV 1500 as before -> ana as Self"], world.Apply("ana", Mark("#DEV", 1_400)));
        Assert.Equal(["ReadMarked #dev 1500 as before -> ana as Self"], world.Apply("ana", Mark("#dev", 1_500)));
        Assert.Equal(["ReadMarked #dev 2000 -> ana as Self"], world.Apply("ana", Mark("#dev", 9_000)));
        Assert.Equal(["ReadMarked Bob 1000 -> ana as Self"], world.Apply("ana", Mark("Bob", 1_000)));
    }

    [Fact]
    public void It_is_nobody_elses_business_and_ends_with_who_has_no_account()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Mark("#dev", 900));

        Assert.Equal(900, Read(world, "ana", "#Dev"));
        Assert.Null(Read(world, "bob", "#dev"));

        world.After("ana", new Command.EndSession(Text.Empty));
        world.Apply("eve", Wishes.Register("ana"));

        Assert.Null(Read(world, "eve", "#dev"));
    }

    [Fact]
    public void An_account_keeps_it_for_all_who_use_it()
    {
        var world = new WorldUnderTest().After("x", Wishes.Create("Anna")).And("ana");
        world.After("ana", new Command.LogIn(world.Login("Anna")), Mark("#dev", 900), new Command.EndSession(Text.Empty));
        world.And("eve").After("eve", new Command.LogIn(world.Login("Anna")));
        world.And("cyd").After("cyd", new Command.LogIn(world.Login("Anna")));

        Assert.Equal(900, Read(world, "eve", "#dev"));
        Assert.Equal(["ReadMarked #dev 950 -> eve as Self, cyd as Self"], world.Apply("eve", Mark("#dev", 950)));

        world.After("cyd", new Command.LogOut());

        Assert.Null(Read(world, "cyd", "#dev"));
    }

    [Fact]
    public void Where_there_is_no_room_what_was_read_longest_ago_gives_way()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReadMarkers = 2 }).And("ana")
            .After("ana", Mark("#b", 500), Mark("#a", 400), Mark("#b", 600), Mark("#c", 300));

        Assert.Equal((null, 600, 300), (Read(world, "ana", "#a"), Read(world, "ana", "#b"), Read(world, "ana", "#c")));

        var none = new WorldUnderTest(new WorldPolicy { MaxReadMarkers = 0 }).And("ana");

        Assert.Equal(["ReadMarked #a never as before -> ana as Self"], none.Apply("ana", Mark("#a", 500)));
    }

    private static Command.MarkRead Mark(string target, long at) =>
        new(ReadTarget.TryCreate(System.Text.Encoding.UTF8.GetBytes(target), out var read) ? read : throw new FormatException(target), new Timestamp(at));

    private static long? Read(WorldUnderTest world, string name, string target) => world.World.SeenBy(world.UserOf(name))
        .ReadMarkerOf(Mark(target, 0).Target)?.Milliseconds;
}
