using Interlude.Server;
using Interlude.Server.Dialects.Irc;

namespace Interlude.Tests.Support;

/// <summary>A registered IRC client called ana, for tests in code: a line and what comes of it.</summary>
internal sealed class IrcAsker
{
    private readonly RehearsedHost _host;
    private readonly ClientId _id;

    public IrcAsker(string capabilities = "", ServerLimits? limits = null)
    {
        var common = new CommonReplies();
        _host = new RehearsedHost(limits, (server, id, session, peer, credit) => new IrcClient(server, id, session, peer, credit, common));
        _id = _host.Connect();
        foreach (var line in (string[])[$"CAP REQ :{capabilities}", "NICK ana", "USER ana 0 * :Ana", "CAP END"])
        {
            _host.Type(_id, line);
        }
    }

    /// <summary>The lines that come of a line.</summary>
    public string[] AskAll(string line)
    {
        var before = _host.Got(_id).Count;
        _host.Type(_id, line);
        _host.Drain();
        return [.. _host.Got(_id).Skip(before)];
    }

    /// <summary>The one line that comes of a line.</summary>
    public string Ask(string line) => Assert.Single(AskAll(line));
}
