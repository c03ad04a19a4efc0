using System.Text;
using Interlude.Server;
using Interlude.Server.Accounts;
using Interlude.World;

namespace Interlude.Tests.Server.Accounts;

public class FakeVerifiersTests
{
    private static readonly string[] SomeNames = [.. Enumerable.Range(0, 400).Select(number => $"name{number}")];

    [Fact]
    public void A_name_has_the_same_as_long_as_the_data_last()
    {
        var before = Fakes("data", "process one").For("ana");

        Assert.Equal(before, Fakes("data", "process two").For("ana"));
        Assert.NotEqual(before, Fakes("data", "process one").For("anb"));
        Assert.NotEqual(before, Fakes("other data", "process one").For("ana"));
    }

    [Fact]
    public void Where_no_account_is_the_rounds_are_those_of_the_next() =>
        Assert.Equal(9000, RoundsOf(Fakes("data", "process"), "ana"));

    [Fact]
    public void The_rounds_are_those_that_accounts_have_whatever_the_next_would_have() =>
        Assert.All(SomeNames, name => Assert.Equal(5000, RoundsOf(Fakes("data", "process", 5000, 5000), name)));

    [Fact]
    public void Where_accounts_differ_names_do_in_the_same_measure()
    {
        var fakes = Fakes("data", "process", 5000, 7000, 7000, 7000);

        var counts = SomeNames.CountBy(name => RoundsOf(fakes, name)).ToDictionary();

        Assert.InRange(counts[5000], 70, 130);
        Assert.Equal(SomeNames.Length, counts[5000] + counts[7000]);
    }

    private static int RoundsOf(FakeVerifiers fakes, string name)
    {
        Assert.True(ScramVerifier.TryParse(fakes.For(name), out var verifier));
        return verifier.Rounds;
    }

    private static FakeVerifiers Fakes(string data, string process, params int[] rounds)
    {
        var world = new ChatWorld();
        var node = new Incarnation(new NodeId(1), 1);
        Apply(new Command.NodeStarted());
        foreach (var each in rounds)
        {
            Apply(new Command.CreateAccount(
                Names.Nick($"account{world.Sequence}"), Names.Text(ScramVerifier.Fake("a key"u8, "a name", each))));
        }

        return new FakeVerifiers(new ChatServer(
            new ServerOptions
            {
                Incarnation = node,
                Policy = new WorldPolicy(),
                Accounts = new AccountOptions { VerifierRounds = 9000 },
                KeptKey = Encoding.UTF8.GetBytes(data),
                ProcessKey = Encoding.UTF8.GetBytes(process),
            },
            world));

        void Apply(Command command)
        {
            var number = world.Sequence + 1;
            world.Apply(
                new Entry(number, new Timestamp(1), ChatWorld.NewestRules, new Wish(node, number, default, default, command)), []);
        }
    }
}
