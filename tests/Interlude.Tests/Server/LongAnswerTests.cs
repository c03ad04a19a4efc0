using Interlude.Server;

namespace Interlude.Tests.Server;

public class LongAnswerTests
{
    [Fact]
    public void A_long_answer_comes_in_pieces_as_it_is_read() => Transcript.Check("Plain/long-answers.txt");

    [Fact]
    public void Members_by_the_thousand_are_shown_as_they_were_when_asked_for()
    {
        var host = new RehearsedHost(new ServerLimits { AnswerPieceBytes = 4096 });
        var people = Enumerable.Range(0, 1200).Select(number => host.Connect($"person{number}")).ToList();
        var asking = people[0];

        var (lines, pieces) = Ask(host, asking, "/who", between: () => host.Reset(people[^1]));

        Assert.Equal("* In #lobby (1200 people):", lines[0]);
        Assert.Equal(Enumerable.Range(0, 1200).Select(number => $"*   person{number}"), lines.Skip(1).Where(line => line[2] == ' '));
        Assert.Equal(5, pieces);
    }

    [Fact]
    public void Channels_by_the_thousand_are_shown_and_never_more_at_once_than_a_piece()
    {
        var limits = new ServerLimits();
        var host = new RehearsedHost(limits);
        var asking = host.Connect("ana");
        for (var number = 0; number < 3000; number++)
        {
            host.Type(asking, $"/join #channel{number}");
        }

        var (lines, pieces) = Ask(host, asking, "/list", between: () => { });

        Assert.Equal("* There are 3001 channels:", lines[0]);
        Assert.Equal(3002, lines.Count);
        Assert.InRange(pieces, lines.Sum(line => line.Length + 2) / (limits.AnswerPieceBytes + 64), 10);
    }

    [Fact]
    public void The_next_line_waits_until_the_answer_has_been_read()
    {
        var host = new RehearsedHost(new ServerLimits { AnswerPieceBytes = 10 });
        var asking = host.Connect("ana");

        host.Type(asking, "/who");
        host.Type(asking, "/ping");
        var before = host.Got(asking)[^1];
        host.Drain();

        Assert.Equal("* In #lobby (1 person):", before);
        Assert.Equal(["*   ana", "* Pong."], host.Got(asking).TakeLast(2));
    }

    private static (List<string> Lines, int Pieces) Ask(RehearsedHost host, ClientId asking, string line, Action between)
    {
        var before = host.Got(asking).Count;
        host.Type(asking, line);
        between();
        var pieces = 1;
        while (host.WaitsToDrain(asking))
        {
            Assert.True(host.IsPaused(asking));
            host.DrainOnce();
            pieces++;
        }

        Assert.False(host.IsPaused(asking));
        return ([.. host.Got(asking).Skip(before)], pieces);
    }
}
