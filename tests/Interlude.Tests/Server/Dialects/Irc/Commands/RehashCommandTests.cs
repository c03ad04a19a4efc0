namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class RehashCommandTests
{
    [Fact]
    public void The_configuration_is_read_anew() => Transcript.Check("Irc/rehash.txt");

    [Fact]
    public void What_is_wrong_with_the_file_is_told() => Transcript.Check("Irc/rehash-error.txt");
}
