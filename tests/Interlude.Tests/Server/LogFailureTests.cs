namespace Interlude.Tests.Server;

public class LogFailureTests
{
    [Fact]
    public void While_the_log_fails_nothing_is_done_and_everybody_is_told() => Transcript.Check("Plain/log-fails.txt");

    [Fact]
    public void A_name_that_was_not_recorded_can_be_given_again() => Transcript.Check("Plain/log-fails-arrival.txt");

    [Fact]
    public void Operators_who_listen_are_told_when_the_log_fails_and_when_it_is_back() => Transcript.Check("Irc/log-fails.txt");

    [Fact]
    public void Who_becomes_an_operator_is_told_what_was_lost() => Transcript.Check("Irc/log-news.txt");

    [Fact]
    public void A_lost_append_is_tried_again() => Transcript.Check("Plain/log-loses.txt");

    [Fact]
    public void What_landed_twice_is_done_once() => Transcript.Check("Plain/log-repeats.txt");
}
