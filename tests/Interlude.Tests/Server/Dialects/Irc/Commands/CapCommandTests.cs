namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class CapCommandTests
{
    [Fact]
    public void Capabilities_are_listed_and_changed_all_or_none() => Transcript.Check("Irc/cap.txt");

    [Fact]
    public void Version_302_brings_values_and_cap_notify() => Transcript.Check("Irc/cap-302.txt");

    [Fact]
    public void A_long_list_takes_several_lines_for_who_can_read_them() => Transcript.Check("Irc/cap-lines.txt");

    [Fact]
    public void Capabilities_can_be_asked_for_blindly_and_at_once() => Transcript.Check("Irc/cap-blind.txt");
}
