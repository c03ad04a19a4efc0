namespace Interlude.Tests.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/chathistory</summary>
public sealed class ChathistoryCommandTests
{
    [Fact]
    public void Pages_begin_and_end_where_they_are_asked_to() => Transcript.Check("Irc/chathistory.txt");

    [Fact]
    public void A_page_is_full_whatever_moment_its_edge_is_in() => Transcript.Check("Irc/chathistory-moments.txt");

    [Fact]
    public void What_is_past_its_age_is_shown_nowhere() => Transcript.Check("Irc/chathistory-age.txt");

    [Fact]
    public void What_cannot_be_answered_is_refused_by_name() => Transcript.Check("Irc/chathistory-faults.txt");

    [Fact]
    public void Events_are_played_back_to_who_can_take_them() => Transcript.Check("Irc/chathistory-events.txt");

    [Fact]
    public void A_private_conversation_is_of_those_who_held_it() => Transcript.Check("Irc/chathistory-private.txt");

    [Fact]
    public void A_private_conversation_is_of_the_accounts_that_held_it() => Transcript.Check("Irc/chathistory-accounts.txt");

    [Fact]
    public void Two_users_of_one_account_are_told_apart() => Transcript.Check("Irc/chathistory-two.txt");

    [Fact]
    public void Nobody_reads_what_he_could_not_see() => Transcript.Check("Irc/chathistory-access.txt");

    [Fact]
    public void Conversations_are_found_by_their_latest_message() => Transcript.Check("Irc/chathistory-targets.txt");

    [Fact]
    public void A_page_is_one_batch_with_the_label() => Transcript.Check("Irc/chathistory-labels.txt");

    [Fact]
    public void A_restore_leaves_the_ids_of_before() => Transcript.Check("Irc/chathistory-epochs.txt");

    [Fact]
    public void It_is_for_who_asked_for_it() => Transcript.Check("Irc/chathistory-unasked.txt");

    [Fact]
    public void Without_pages_it_is_not_offered() => Transcript.Check("Irc/chathistory-off.txt");
}
