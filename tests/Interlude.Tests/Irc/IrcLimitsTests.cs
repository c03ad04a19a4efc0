using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcLimitsTests
{
    /// <summary>The sums of message-tags, "Size limit".</summary>
    [Fact]
    public void Parts_add_up_to_what_the_documents_say()
    {
        Assert.Equal(512, IrcLimits.MaxBodyBytes + "\r\n".Length);
        Assert.Equal(4096, IrcLimits.MaxTagBytes + "@ ".Length);
        Assert.Equal(8191, IrcLimits.MaxTagSectionBytes);
        Assert.Equal(4096 + 510, IrcLimits.MaxClientLineBytes);
    }
}
