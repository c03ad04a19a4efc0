using Interlude.Server;

namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class ListCommandTests
{
    [Fact]
    public void Channels_are_listed_by_conditions() => Transcript.Check("Irc/list.txt");

    [Fact]
    public void A_long_list_comes_in_pieces_and_tells_of_no_channel_that_has_ended()
    {
        var host = new RehearsedHost(new ServerLimits { AnswerPieceBytes = 200 });
        var (ana, bob) = (Register(host, "ana"), Register(host, "bob"));
        host.Type(ana, $"JOIN {string.Join(',', Enumerable.Range(1, 30).Select(number => $"#c{number}"))}");
        host.Drain();

        host.Type(bob, "LIST");
        Assert.True(host.WaitsToDrain(bob));
        Assert.DoesNotContain(host.Got(bob), line => line.Contains(" 323 ", StringComparison.Ordinal));
        host.Type(ana, "PART #c9");
        host.Type(ana, "TOPIC #c8 :late");
        host.Drain();

        var told = host.Got(bob).Where(line => line.Contains(" 322 ", StringComparison.Ordinal)).ToList();
        Assert.Equal(29, told.Count);
        Assert.DoesNotContain(told, line => line.Contains(" #c9 ", StringComparison.Ordinal));
        Assert.Contains(":interlude.local 322 bob #c8 1 :late", told);
        Assert.Equal(":interlude.local 323 bob :End of /LIST", host.Got(bob)[^1]);
    }

    private static ClientId Register(RehearsedHost host, string name)
    {
        var id = host.Connect(PeerDialect.Irc);
        host.Type(id, $"NICK {name}");
        host.Type(id, $"USER {name} 0 * :{name}");
        host.Drain();
        return id;
    }
}
