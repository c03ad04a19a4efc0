namespace Interlude.Tests.Server.Dialects.Plain;

public class PlainArrivalTests
{
    [Fact]
    public void A_bad_or_taken_name_is_refused_with_the_reason_and_another_try() => Transcript.Check("Plain/names.txt");

    [Fact]
    public void The_greeting_says_who_is_there_and_the_topic() => Transcript.Check("Plain/arrival-lobby.txt");

    [Fact]
    public void The_greeting_names_eight_people_and_counts_the_others() => Transcript.Check("Plain/arrival-crowd.txt");

    [Fact]
    public void Hundreds_in_the_lobby_are_counted() => Transcript.Check("Plain/arrival-hundreds.txt");
}
