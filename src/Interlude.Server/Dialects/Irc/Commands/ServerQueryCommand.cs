using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>A question about a server, which may be named. Another one's name is answered with 402.</summary>
/// <param name="verb">The verb.</param>
/// <param name="usage">Its parameters.</param>
/// <param name="help">What it does.</param>
/// <param name="targetIndex">Which parameter names the server.</param>
/// <param name="leastParameters">With fewer, the answer is 461.</param>
internal abstract class ServerQueryCommand(string verb, string usage, string help, int targetIndex = 0, int leastParameters = 0)
    : IrcCommand(verb, usage, help, leastParameters)
{
    public sealed override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var target = At(message, targetIndex);
        if (ServerNames.IsThis(client, target))
        {
            Tell(client, message);
        }
        else
        {
            client.Reply(Numeric.ERR_NOSUCHSERVER, $"{new Word(target)} :No such server");
        }
    }

    /// <summary>Answers; the question is for this server.</summary>
    protected abstract void Tell(IrcClient client, scoped in IrcMessage message);
}
