using Interlude.World;

namespace Interlude.Tests.World;

public sealed class RegisterTests
{
    [Fact]
    public void A_session_becomes_a_user_and_alone_hears_of_it()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("bob", Wishes.Register("bob"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], events);
        Assert.Empty(world.View.Find(Names.Nick("bob"))!.Channels);
    }

    [Fact]
    public void A_user_is_named_by_the_sequence_number_of_its_entry()
    {
        var world = new WorldUnderTest();

        world.And("ana");

        Assert.Equal(world.World.Sequence, world.UserOf("ana").Sequence);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("Ana")]
    [InlineData("ＡＮＡ")]
    public void A_nick_that_folds_to_a_users_is_taken(string nick)
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("bob", Wishes.Register(nick));

        Assert.Equal([$"Refused [bob] NickTaken {nick} -> nobody"], events);
    }

    [Fact]
    public void A_refused_session_may_try_another_nick()
    {
        var world = WorldUnderTest.With("ana").After("bob", Wishes.Register("Ana"));

        var events = world.Apply("bob", Wishes.Register("bob"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], events);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("bob")]
    public void A_session_registers_once(string nick)
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Wishes.Register(nick));

        Assert.Equal(["Refused [ana] AlreadyRegistered -> ana as Self"], events);
    }

    [Fact]
    public void As_many_users_as_the_limit_register_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxUsers = 2 }).And("ana");

        var second = world.Apply("bob", Wishes.Register("bob"));
        var third = world.Apply("cyd", Wishes.Register("cyd"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], second);
        Assert.Equal(["Refused [cyd] TooManyUsers 2 -> nobody"], third);
    }

    [Fact]
    public void A_user_who_leaves_makes_room_and_frees_its_nick()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxUsers = 1 }).And("ana")
            .After("ana", new Command.EndSession(Text.Empty));

        var events = world.Apply("bob", Wishes.Register("ANA"));

        Assert.Equal(["Registered [bob] ANA(bob) -> bob as Self"], events);
    }

    [Fact]
    public void A_taken_nick_is_said_before_a_full_server_is()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxUsers = 1 }).And("ana");

        var events = world.Apply("bob", Wishes.Register("ana"));

        Assert.Equal(["Refused [bob] NickTaken ana -> nobody"], events);
    }

    [Fact]
    public void An_ended_session_may_register_again_as_another_user()
    {
        var world = WorldUnderTest.With("ana");
        var first = world.UserOf("ana");
        world.After("ana", new Command.EndSession(Text.Empty));

        world.Apply(world.NewWish(WorldUnderTest.Node1, world.SessionOf("ana"), Wishes.Register("ana")));

        Assert.NotEqual(first, world.View.Find(Names.Nick("ana"))!.Identity.Id);
        Assert.Null(world.World.SeenBy(first).Viewer);
    }
}
