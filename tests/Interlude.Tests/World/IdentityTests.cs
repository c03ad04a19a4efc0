using Interlude.World;

namespace Interlude.Tests.World;

public sealed class IdentityTests
{
    [Fact]
    public void Its_source_follows_its_names()
    {
        var ana = Ana();

        Assert.Equal("ana!a@home", Source(ana));
        Assert.Equal("Ana!a@home", Source(ana with { Nick = Nick("Ana") }));
        Assert.Equal("ana!a@away", Source(ana with { Host = Word("away") }));
        Assert.Equal("ana!b@home", Source(ana with { UserName = Word("b") }));
    }

    [Fact]
    public void A_copy_keeps_everything_else()
    {
        var account = new AccountIdentity(new AccountId(3), Nick("account"));
        var copy = (Ana() with { Account = account, IsBot = true }) with { Nick = Nick("Ana") };

        Assert.Equal((new UserId(7), account, true), (copy.Id, copy.Account, copy.IsBot));
    }

    [Fact]
    public void Two_are_equal_whatever_was_asked_of_them()
    {
        var asked = Ana();
        _ = asked.Source;

        Assert.Equal(Ana(), asked);
        Assert.NotEqual(Ana() with { IsBot = true }, asked);
    }

    private static Identity Ana() => new(new UserId(7), Nick("ana"), Word("a"), Word("home"));

    private static string Source(Identity user) => System.Text.Encoding.UTF8.GetString(user.Source.Span);

    private static Nick Nick(string name) => Interlude.World.Nick.TryCreate(System.Text.Encoding.UTF8.GetBytes(name), out var nick, out _)
        ? nick
        : throw new ArgumentException(name);

    private static SourceWord Word(string word) =>
        SourceWord.TryCreate(System.Text.Encoding.UTF8.GetBytes(word), out var made) ? made : throw new ArgumentException(word);
}
