namespace Interlude.Tests.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/read-marker</summary>
public sealed class MarkreadCommandTests
{
    [Fact]
    public void Markers_are_ones_own_and_only_rise() => Transcript.Check("Irc/markread.txt");

    [Fact]
    public void What_cannot_be_marked_is_refused_by_name() => Transcript.Check("Irc/markread-faults.txt");

    [Fact]
    public void An_account_has_its_markers_on_every_client() => Transcript.Check("Irc/markread-account.txt");

    [Fact]
    public void Those_of_an_account_outlive_the_server() => Transcript.Check("Irc/markread-restart.txt");

    [Fact]
    public void They_go_with_a_channel_that_is_renamed() => Transcript.Check("Irc/markread-rename.txt");
}
