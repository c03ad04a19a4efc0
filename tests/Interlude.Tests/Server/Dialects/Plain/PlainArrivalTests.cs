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

    [Fact]
    public void Who_finds_the_lobby_full_is_greeted_then_told() => Transcript.Check("Plain/arrival-lobby-full.txt");

    [Fact]
    public void Without_a_lobby_one_arrives_in_no_channel() => Transcript.Check("Plain/arrival-no-lobby.txt");

    [Fact]
    public void When_the_world_is_full_a_name_can_be_tried_again() => Transcript.Check("Plain/arrival-full.txt");

    [Fact]
    public void Of_two_who_claim_a_name_the_first_has_it() => Transcript.Check("Plain/arrival-race.txt");
}
