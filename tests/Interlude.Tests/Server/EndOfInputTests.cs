namespace Interlude.Tests.Server;

public class EndOfInputTests
{
    [Fact]
    public void After_the_end_of_input_everything_is_answered_with_or_without_a_dot() => Transcript.Check("Plain/end.txt");

    [Fact]
    public void A_line_under_way_is_answered_before_its_user_leaves() => Transcript.Check("Plain/end-busy.txt");

    [Fact]
    public void A_long_answer_is_given_to_its_end() => Transcript.Check("Plain/end-long-answer.txt");

    [Fact]
    public void A_reset_tells_others_and_leaves_nobody_behind() => Transcript.Check("Plain/reset.txt");

    [Fact]
    public void A_reset_during_registration_leaves_no_ghost() => Transcript.Check("Plain/reset-busy.txt");
}
