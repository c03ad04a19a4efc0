using Interlude.Load.Patterns;

namespace Interlude.Tests.Load;

public sealed class PatternTests
{
    public static TheoryData<string> Names => [.. PatternCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_are_as_large_as_they_say(string name)
    {
        var pattern = PatternCatalog.Find(name);
        var members = Enumerable.Range(0, pattern.Clients).GroupBy(pattern.GroupOf).ToDictionary(group => group.Key, group => group.Count());

        Assert.Null(pattern.Fault());
        Assert.Equal(Enumerable.Range(0, pattern.Groups), members.Keys.Order());
        Assert.All(Enumerable.Range(0, pattern.Clients), client => Assert.Equal(members[pattern.GroupOf(client)], pattern.MembersOf(client)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Senders_are_different_and_neither_deaf_nor_passing_nor_witnesses(string name)
    {
        var pattern = PatternCatalog.Find(name);
        var senders = Enumerable.Range(0, pattern.Senders).Select(pattern.SenderAt).ToList();

        Assert.Distinct(senders);
        Assert.DoesNotContain(senders, sender => pattern.IsDeaf(sender) || pattern.IsPassing(sender) || pattern.IsWitness(sender));
    }

    [Fact]
    public void Mixed_has_one_witness_and_one_who_passes_in_each_group()
    {
        var pattern = PatternCatalog.Find("mixed");
        var clients = Enumerable.Range(0, pattern.Clients).ToList();

        Assert.Equal(Enumerable.Range(0, 50), clients.Where(pattern.IsWitness).Select(pattern.GroupOf).Order());
        Assert.Equal(Enumerable.Range(0, 50), clients.Where(pattern.IsPassing).Select(pattern.GroupOf).Order());
        Assert.DoesNotContain(clients, client => pattern.IsWitness(client) && pattern.IsPassing(client));
    }

    [Fact]
    public void Pairs_are_two_neighbours_of_whom_the_first_speaks()
    {
        var pattern = new PairsPattern { Clients = 6, Senders = 3 };

        Assert.Equal([0, 0, 1, 1, 2, 2], Enumerable.Range(0, 6).Select(pattern.GroupOf));
        Assert.Equal([0, 2, 4], Enumerable.Range(0, 3).Select(pattern.SenderAt));
    }

    [Fact]
    public void One_in_twenty_reads_nothing_in_slow()
    {
        var pattern = PatternCatalog.Find("slow");

        Assert.Equal(25, Enumerable.Range(0, pattern.Clients).Count(pattern.IsDeaf));
    }

    [Fact]
    public void Numbers_that_do_not_go_together_are_told_in_a_sentence()
    {
        Assert.Equal("5 clients are no pairs.", new PairsPattern { Clients = 5, Senders = 1 }.Fault());
        Assert.Equal("4 cannot speak: one of each of 3 pairs does.", new PairsPattern { Clients = 6, Senders = 4 }.Fault());
        Assert.Equal("3 clients cannot be in 2 groups: each needs two.", new ChannelsPattern { Clients = 3, Groups = 2, Senders = 1 }.Fault());
        Assert.Equal("A text of 21 bytes cannot be: 22 to 400 can.", new ChannelPattern { Clients = 3, Senders = 1, Size = 21 }.Fault());
        Assert.Equal(
            "8 clients cannot be in 4 channels of one size, each with a sender, one who passes and one who stays.",
            new MixedPattern { Clients = 8, Groups = 4, Senders = 1 }.Fault());
        Assert.Null(new MixedPattern { Clients = 12, Groups = 4, Senders = 4 }.Fault());
    }
}
