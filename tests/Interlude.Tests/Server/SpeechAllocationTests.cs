using System.Text;
using Interlude.Server;

namespace Interlude.Tests.Server;

/// <summary>What saying something allocates: the same, however many hear it.</summary>
public class SpeechAllocationTests
{
    private const int Messages = 100;

    [Theory]
    [InlineData(null)]
    [InlineData("server-time message-tags echo-message")]
    public void One_more_who_hears_a_message_allocates_nothing(string? capabilities)
    {
        var few = AllocatedByMessage("#room", hearers: 10, capabilities);
        var many = AllocatedByMessage("#room", hearers: 300, capabilities);

        Assert.Equal(few, many);
    }

    [Theory]
    [InlineData("#room")]
    [InlineData("user2")]
    public void A_message_allocates_little_beyond_its_text(string target) =>
        Assert.InRange(AllocatedByMessage(target, hearers: 10, capabilities: null), TextBytes, 1000);

    private const int TextBytes = 80;

    private static long AllocatedByMessage(string target, int hearers, string? capabilities)
    {
        var host = new SilentHost();
        var people = Enumerable.Range(0, hearers + 1).Select(number => host.Connect(number % 2 == 0 ? null : capabilities)).ToList();
        people.ForEach(person => host.Receive(person, "JOIN #room"u8));
        var line = Encoding.UTF8.GetBytes($"PRIVMSG {target} :{new string('x', TextBytes)}");
        Say(host, people[0], line);   // what is made once is made now

        var before = GC.GetAllocatedBytesForCurrentThread();
        Say(host, people[0], line);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Messages;
    }

    private static void Say(SilentHost host, ClientId speaker, byte[] line)
    {
        for (var message = 0; message < Messages; message++)
        {
            host.Receive(speaker, line);
        }
    }
}
