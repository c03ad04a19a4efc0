namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class NickCommandTests
{
    [Fact]
    public void A_rename_is_told_once_to_all_who_share_a_channel() => Transcript.Check("Plain/nick.txt");
}
