using Interlude.Client.Editing;

namespace Interlude.Tests.Client.Editing;

public class SecretLineTests
{
    [Theory]
    [InlineData("PASS hunter2")]
    [InlineData("pass ann:hunter2")]
    [InlineData("AUTHENTICATE AGFubgBodW50ZXIy")]
    [InlineData("/login ann hunter2")]
    [InlineData("/identify hunter2")]
    [InlineData("/quote PASS hunter2")]
    [InlineData("@label=1 AUTHENTICATE abc")]
    [InlineData("PRIVMSG NickServ :IDENTIFY hunter2")]
    [InlineData("/msg NickServ@services.example identify hunter2")]
    [InlineData("NS IDENTIFY hunter2")]
    [InlineData("REGISTER * * hunter2")]
    [InlineData("/register ann hunter2")]
    [InlineData("/password old new")]
    [InlineData("OPER ann hunter2")]
    [InlineData("a1 LOGIN ann hunter2")]
    [InlineData("AUTH PLAIN AGFubgBodW50ZXIy")]
    public void Secrets_are_known(string line) => Assert.True(SecretLine.LooksLike(line));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("I shall release it tomorrow")]
    [InlineData("that is the oper of the day")]
    [InlineData("/join #passage")]
    [InlineData("PRIVMSG #chat :what is a login")]
    public void Other_lines_are_none(string line) => Assert.False(SecretLine.LooksLike(line));

    [Theory]
    [InlineData("PASS hunter2", "PASS ***")]
    [InlineData("PASS login", "PASS ***")]
    [InlineData("  /login ann hunter2", "  /login ***")]
    [InlineData("PRIVMSG NickServ :IDENTIFY hunter2", "PRIVMSG NickServ ***")]
    [InlineData("password=hunter2", "password ***")]
    [InlineData("@label=1 AUTHENTICATE abc", "@label=1 AUTHENTICATE ***")]
    [InlineData("PASS\u0001hunter2", "PASS ***")]
    [InlineData("hello", "hello")]
    public void A_secret_can_be_taken_out(string line, string expected) => Assert.Equal(expected, SecretLine.Mask(line));
}
