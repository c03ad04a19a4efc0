using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>What clients of bouncers say to a module: of those there is <see cref="Playback"/> alone.</summary>
internal sealed class ZncCommand() : IrcCommand("ZNC", "*playback PLAY <buffers> [<from> [<to>]] | *playback LIST", "plays what was said, as bouncers do", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (!Playback.IsMeant(client, message[0]))
        {
            client.Reply(Numeric.ERR_NOSUCHNICK, $"{new Word(message[0])} :No such module");
            return;
        }

        var words = new List<byte>();
        for (var index = 1; index < message.Count; index++)
        {
            words.AddRange(message[index]);
            words.Add((byte)' ');
        }

        Playback.Receive(client, words.ToArray());
    }
}
