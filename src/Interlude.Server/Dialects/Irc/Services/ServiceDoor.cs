using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>Brings lines with a service's own verb to it.</summary>
internal static class ServiceDoor
{
    public static void Receive(IrcClient client, Service service, scoped in IrcMessage message)
    {
        var words = new List<byte>();
        for (var index = 0; index < message.Count; index++)
        {
            words.AddRange(index > 0 ? " "u8 : ""u8);
            words.AddRange(message[index]);
        }

        service.Receive(client, words.ToArray());
    }
}
