namespace Interlude.Tests.Server.Dialects.Irc.Services;

public class NickServTests
{
    [Fact]
    public void Identify() => Transcript.Check("Irc/nickserv-identify.txt");

    [Fact]
    public void Turned_away_one_identifies() => Transcript.Check("Irc/nickserv-433.txt");

    [Fact]
    public void Ghost() => Transcript.Check("Irc/nickserv-ghost.txt");

    [Fact]
    public void Group() => Transcript.Check("Irc/nickserv-group.txt");

    [Fact]
    public void Set() => Transcript.Check("Irc/nickserv-set.txt");

    [Fact]
    public void Password() => Transcript.Check("Irc/nickserv-password.txt");

    [Fact]
    public void A_password_for_a_program_changes_nothing() => Transcript.Check("Irc/nickserv-program.txt");

    [Fact]
    public void A_suspension_ends_all_who_use_the_account() => Transcript.Check("Irc/suspended.txt");

    [Fact]
    public void Services_are_in_no_list() => Transcript.Check("Irc/services.txt");

    [Fact]
    public void Nicks_need_not_be_kept() => Transcript.Check("Irc/nicks-free.txt");

    [Fact]
    public void Drop() => Transcript.Check("Irc/nickserv-drop.txt");
}
