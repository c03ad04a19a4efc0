namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class ModeCommandTests
{
    [Fact]
    public void Modes_are_asked_for() => Transcript.Check("Irc/mode-query.txt");

    [Fact]
    public void A_line_is_one_change_and_each_refusal_is_beside_it() => Transcript.Check("Irc/mode-changes.txt");

    [Fact]
    public void Parametered_changes_are_limited() => Transcript.Check("Irc/mode-most.txt");

    [Fact]
    public void Many_changes_are_told_in_several_lines() => Transcript.Check("Irc/mode-long.txt");

    [Fact]
    public void Bans() => Transcript.Check("Irc/mode-bans.txt");

    [Fact]
    public void A_full_list_takes_no_more() => Transcript.Check("Irc/mode-bans-full.txt");

    [Fact]
    public void Mutes() => Transcript.Check("Irc/mode-mute.txt");

    [Fact]
    public void Exceptions() => Transcript.Check("Irc/mode-exceptions.txt");

    [Fact]
    public void Invitation_masks() => Transcript.Check("Irc/mode-invitations.txt");

    [Fact]
    public void Invite_only() => Transcript.Check("Irc/mode-invite-only.txt");

    [Fact]
    public void A_key() => Transcript.Check("Irc/mode-key.txt");

    [Fact]
    public void A_limit() => Transcript.Check("Irc/mode-limit.txt");

    [Fact]
    public void A_forward() => Transcript.Check("Irc/mode-forward.txt");

    [Fact]
    public void Moderated() => Transcript.Check("Irc/mode-moderated.txt");

    [Fact]
    public void Members_only() => Transcript.Check("Irc/mode-members-only.txt");

    [Fact]
    public void Secret() => Transcript.Check("Irc/mode-secret.txt");

    [Fact]
    public void A_locked_topic() => Transcript.Check("Irc/mode-topic-lock.txt");

    [Fact]
    public void No_CTCP() => Transcript.Check("Irc/mode-no-ctcp.txt");

    [Fact]
    public void No_formatting() => Transcript.Check("Irc/mode-no-formatting.txt");

    [Fact]
    public void Accounts() => Transcript.Check("Irc/mode-accounts.txt");

    [Fact]
    public void An_auditorium() => Transcript.Check("Irc/mode-auditorium.txt");

    [Fact]
    public void A_hall_becomes_an_auditorium_and_a_hall_again() => Transcript.Check("Irc/mode-auditorium-toggle.txt");

    [Fact]
    public void Operators_hear() => Transcript.Check("Irc/mode-operators-hear.txt");

    [Fact]
    public void Ranks() => Transcript.Check("Irc/mode-ranks.txt");

    [Fact]
    public void Modes_of_users() => Transcript.Check("Irc/mode-users.txt");
}
