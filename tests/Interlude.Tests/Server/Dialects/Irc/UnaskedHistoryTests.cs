namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>https://ircv3.net/specs/extensions/chathistory#implementation</summary>
public sealed class UnaskedHistoryTests
{
    [Fact]
    public void Who_joins_is_told_as_much_as_is_configured() => Transcript.Check("Irc/replay.txt");

    [Fact]
    public void Who_comes_back_is_told_once_what_was_missed() => Transcript.Check("Irc/missed.txt");
}
