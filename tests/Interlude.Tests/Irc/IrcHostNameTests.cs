using System.Text;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcHostNameTests
{
    [Fact]
    public void Host_names_are_judged_as_the_vectors_have_it()
    {
        foreach (var vector in IrcVectors.Read("validate-hostname"))
        {
            Assert.Equal(vector.GetProperty("valid").GetBoolean(), IrcHostName.IsValid(vector.Bytes("host")));
        }
    }

    [Theory]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a..b", false)]
    [InlineData(".a.b", false)]
    [InlineData("a.b..", false)]
    [InlineData("a.b.", true)]
    [InlineData("a.b-", false)]
    [InlineData("a.B\u00FCcher.ch", false)]
    [InlineData("a.b\0", false)]
    public void Labels_are_not_empty_and_only_ASCII(string name, bool isValid)
    {
        Assert.Equal(isValid, IrcHostName.IsValid(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void Labels_and_names_have_a_longest()
    {
        var label = new string('a', 63);
        var name = $"{label}.{label}.{label}.{new string('a', 61)}";

        Assert.True(IrcHostName.IsValid(Encoding.UTF8.GetBytes(name)));
        Assert.True(IrcHostName.IsValid(Encoding.UTF8.GetBytes(name + ".")));
        Assert.False(IrcHostName.IsValid(Encoding.UTF8.GetBytes(name + "a")));
        Assert.False(IrcHostName.IsValid(Encoding.UTF8.GetBytes($"a{label}.org")));
    }
}
