using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Client.Talks;
using Interlude.Irc;

namespace Interlude.Tests.Client.Talks;

public class IrcCourtesyTests
{
    private readonly ManualTime _time = new();
    private readonly IrcCourtesy _courtesy;

    public IrcCourtesyTests() => _courtesy = new IrcCourtesy(_time);

    [Theory]
    [InlineData("PING abc", "PONG abc")]
    [InlineData("PING :abc", "PONG :abc")]
    [InlineData("PING :", "PONG :")]
    [InlineData("ping :two words", "PONG :two words")]
    [InlineData(":irc.example PING :1:2 ", "PONG :1:2 ")]
    [InlineData("@time=1 :irc.example PING ::", "PONG ::")]
    [InlineData("PING one two", "PONG one two")]
    [InlineData("PING one :two", "PONG one :two")]
    [InlineData("PING", "PONG")]
    [InlineData("PING :a\0b\rc", "PONG :a b c")]
    [InlineData("PING a\rb", "PONG *")]
    public void PING_is_answered_with_its_parameters_as_they_came(string ping, string pong)
    {
        Assert.Equal((true, pong), Hear(ping));
    }

    [Theory]
    [InlineData(":irc.example PONG irc.example :abc", true)]
    [InlineData(":ana!a@h PRIVMSG #dev :PING", false)]
    [InlineData(":ana!a@h PRIVMSG bob :\u0001PING 1\u0001", false)]
    [InlineData("PINGS abc", false)]
    [InlineData("", false)]
    [InlineData(":", false)]
    public void Only_what_concerns_the_connection_is_ours(string line, bool isOurs)
    {
        Assert.Equal((isOurs, ""), Hear(line));
    }

    [Fact]
    public void A_nick_that_is_refused_while_registering_gets_a_tail_some_times()
    {
        Say("NICK ana");
        Say("USER ana 0 * :Ana");

        Assert.Equal((false, "NICK ana_"), Hear(":s 433 * ana :Nickname is already in use"));
        Assert.Equal((false, "NICK ana__"), Hear(":s 436 * ana_ :Nickname collision"));
        Assert.Equal((false, "NICK ana___"), Hear(":s 437 * ana__ :Nick is temporarily unavailable"));
        Assert.Equal((false, "NICK ana____"), Hear(":s 433 * ana___ :Nickname is already in use"));
        Assert.Equal((false, ""), Hear(":s 433 * ana____ :Nickname is already in use"));
    }

    [Fact]
    public void A_server_that_cuts_nicks_gets_tails_within_its_length()
    {
        Say("NICK anastasia");

        Assert.Equal("NICK anast_", Hear(":s 433 * anasta :in use").Answer);
        Assert.Equal("NICK anas__", Hear(":s 433 * anast_ :in use").Answer);
    }

    [Theory]
    [InlineData(":s 432 * ana :Erroneous nickname")]
    [InlineData(":s 431 * :No nickname given")]
    [InlineData(":s 451 * ana :You have not registered")]
    public void Another_refusal_is_the_persons_to_answer(string line)
    {
        Say("NICK ana");

        Assert.Equal((false, ""), Hear(line));
    }

    [Fact]
    public void Where_no_nick_was_asked_for_none_is()
    {
        Assert.Equal((false, ""), Hear(":s 433 * ana :Nickname is already in use"));
        Hear(":s 001 guest :Welcome");

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((false, ""), Hear(":x!x@h PRIVMSG guest :hello"));
    }

    [Theory]
    [InlineData(":ana!a@h QUIT :bye")]
    [InlineData(":ANA!a@h NICK other")]
    [InlineData(":ana QUIT")]
    public void The_wanted_nick_is_taken_as_soon_as_its_holder_leaves_it(string line)
    {
        RegisterAs("ana_");
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((false, "NICK ana"), Hear(line));
        Assert.Equal((false, ""), Hear(":ana_!a@h NICK ana"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((false, ""), Hear(":x!x@h PRIVMSG ana :hello"));
    }

    [Theory]
    [InlineData(":bob!b@h QUIT :bye")]
    [InlineData(":bob!b@h NICK Ana")]
    [InlineData(":ana!b@h NICK ANA")]
    [InlineData(":ana!a@h PART #dev")]
    public void What_does_not_free_it_asks_for_nothing(string line)
    {
        RegisterAs("ana_");
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((false, ""), Hear(line));
    }

    [Fact]
    public void Else_it_is_asked_for_once_a_minute_when_something_comes_and_the_refusal_is_ours()
    {
        RegisterAs("ana_");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((false, ""), Hear(":x!x@h PRIVMSG ana_ :hello"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((false, "NICK ana"), Hear(":x!x@h PRIVMSG ana_ :hello"));
        Assert.Equal((true, ""), Hear(":s 433 ana_ ana :Nickname is already in use"));
        Assert.Equal((false, ""), Hear(":s 433 ana_ ana :Nickname is already in use"));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((true, "PONG 1"), Hear("PING 1"));
        Assert.Equal((false, "NICK ana"), Hear(":x!x@h PRIVMSG ana_ :hello"));
    }

    [Fact]
    public void What_the_person_asks_for_and_is_refused_is_the_persons()
    {
        RegisterAs("ana_");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("NICK ana", Hear(":x!x@h PRIVMSG ana_ :hello").Answer);
        Say("NICK ana");

        Assert.Equal((false, ""), Hear(":s 433 ana_ ana :Nickname is already in use"));
    }

    [Fact]
    public void A_nick_that_the_person_takes_is_the_wanted_one()
    {
        RegisterAs("ana_");
        Say("NICK cyd");
        Assert.Equal((false, ""), Hear(":ana_!a@h NICK cyd"));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((false, ""), Hear(":ana!a@h QUIT :bye"));
    }

    [Fact]
    public void What_the_server_makes_of_a_nick_is_left()
    {
        Say("NICK anastasia");
        Hear(":s 001 anasta :Welcome");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((false, ""), Hear(":x!x@h PRIVMSG anasta :hello"));
        Hear(":anasta!a@h NICK Guest123");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((false, ""), Hear(":x!x@h PRIVMSG Guest123 :hello"));
    }

    [Fact]
    public void Another_connection_begins_anew()
    {
        RegisterAs("ana_");

        _courtesy.BeginAnew();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((false, ""), Hear(":s NOTICE * :Looking up your hostname"));
        Say("NICK ana");
        Assert.Equal((false, "NICK ana_"), Hear(":s 433 * ana :Nickname is already in use"));
    }

    [Fact]
    public void Whatever_a_server_sends_an_answer_is_one_line_of_ours()
    {
        Prop.ForAll(Talks().ToArbitrary(), lines =>
        {
            var courtesy = new IrcCourtesy(_time);
            courtesy.Say("NICK a"u8);
            var nicks = 0;
            foreach (var line in lines)
            {
                courtesy.Hear(line, out var answer);
                var said = Encoding.Latin1.GetString(answer.Span);
                Assert.Equal(-1, said.IndexOfAny(['\0', '\r', '\n']));
                Assert.True(said is "" or "PONG" || said.StartsWith("PONG ", StringComparison.Ordinal) || said.StartsWith("NICK a", StringComparison.Ordinal));
                nicks += said.StartsWith("NICK", StringComparison.Ordinal) ? 1 : 0;
            }

            Assert.InRange(nicks, 0, 4);   // the clock stands still
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_PONG_has_the_parameters_of_its_PING()
    {
        var parameters = Gen.Elements("a", ":", "b:c", "\u00FF", " ", "  ").ArrayOf().Select(parts => string.Concat(parts));

        Prop.ForAll(parameters.ToArbitrary(), text =>
        {
            var ping = Encoding.Latin1.GetBytes("PING " + text);
            _courtesy.Hear(ping, out var pong);

            Assert.Equal(Parameters(ping), Parameters(pong.Span));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static List<string> Parameters(ReadOnlySpan<byte> line)
    {
        Assert.True(IrcMessage.TryParse(line, out var message));
        var parameters = new List<string>();
        for (var i = 0; i < message.Count; i++)
        {
            parameters.Add(Encoding.Latin1.GetString(message[i]));
        }

        return parameters;
    }

    private static Gen<byte[][]> Talks()
    {
        var pieces = Gen.Elements("PING", "NICK", "QUIT", "001", "433", "436", "437", ":", " ", " ", "@", "!", "a", "a_", "b", "\0", "\r", "\u00FF", "\u0001", "  :");
        return pieces.ArrayOf().Select(parts => Encoding.Latin1.GetBytes(string.Concat(parts))).ArrayOf();
    }

    private void RegisterAs(string nick)
    {
        Say("NICK ana");
        Hear(":s 433 * ana :Nickname is already in use");
        Assert.Equal((false, ""), Hear($":s 001 {nick} :Welcome"));
    }

    private void Say(string line) => _courtesy.Say(Encoding.Latin1.GetBytes(line));

    private (bool IsOurs, string Answer) Hear(string line)
    {
        var isOurs = _courtesy.Hear(Encoding.Latin1.GetBytes(line), out var answer);
        return (isOurs, Encoding.Latin1.GetString(answer.Span));
    }
}
