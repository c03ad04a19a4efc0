using Interlude.Host.Passwords;
using Interlude.Host.Serving;
using Interlude.World;

namespace Interlude.Tests.Host.Serving;

public class AccountOrdersTests
{
    private const string Unknown = "the server that runs does not know this; it is of another version than this program.";
    private static readonly string Verifier = PasswordVerifier.Create("secret-ana"u8, PasswordVerifier.LeastRounds).ToString();

    [Theory]
    [InlineData("rename", "ana")]
    [InlineData("rename", "nobody")]
    [InlineData("add", "bob")]
    [InlineData("add", "bob", "no verifier")]
    [InlineData("add", "bob", "SCRAM-SHA-256$1:c2FsdA==$c2FsdA==:c2FsdA==")]
    [InlineData("password", "ana", "no verifier")]
    [InlineData("suspend", "ana")]
    [InlineData("suspend", "ana", "two\nlines")]
    [InlineData("delete", "ana", "and more")]
    [InlineData("list", "ana")]
    public void What_is_not_known_is_answered(params string[] arguments)
    {
        var (command, answer) = AccountOrders.Plan(World(), arguments);

        Assert.Null(command);
        Assert.Equal(Unknown, answer!.Text);
        Assert.False(answer.IsDone);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("delete", "a b")]
    [InlineData]
    public void A_name_that_is_none_is_answered(params string[] arguments) =>
        Assert.Contains("cannot be an account's name", AccountOrders.Plan(World(), arguments).Answer!.Text, StringComparison.Ordinal);

    [Fact]
    public void What_is_known_is_a_command()
    {
        Assert.IsType<Command.CreateAccount>(AccountOrders.Plan(World(), ["add", "bob", Verifier]).Command);
        Assert.IsType<Command.ChangeVerifier>(AccountOrders.Plan(World(), ["password", "ana", Verifier]).Command);
        Assert.IsType<Command.SuspendAccount>(AccountOrders.Plan(World(), ["suspend", "ana", ""]).Command);
        Assert.IsType<Command.DeleteAccount>(AccountOrders.Plan(World(), ["delete", "Ana"]).Command);
        Assert.Equal("there is no account bob.", AccountOrders.Plan(World(), ["delete", "bob"]).Answer!.Text);
    }

    private static ChatWorld World()
    {
        var world = new ChatWorld();
        Apply(1, new Command.NodeStarted());
        Apply(2, new Command.CreateAccount(Names.Nick("ana"), Names.Text(Verifier)));
        return world;

        void Apply(int number, Command command) => world.Apply(
            new Entry(
                number, new Timestamp(1), ChatWorld.NewestRules, new Wish(new Incarnation(new NodeId(1), 1), number, default, default, command)),
            []);
    }
}
