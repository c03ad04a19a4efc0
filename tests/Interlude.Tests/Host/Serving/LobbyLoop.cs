using Interlude.Host.Serving;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Serving;

/// <summary>The loop around a real server with an empty world, whose people on plain lines meet in <c>#lobby</c>.</summary>
internal static class LobbyLoop
{
    public static ServerLoop Begin(Journal journal, StringWriter errors, ServerLimits? limits = null, Outside? outside = null)
    {
        var options = new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy { Lobby = Names.Channel("#lobby") },
            Limits = limits ?? new ServerLimits(),
        };
        return new ServerLoop(new ChatServer(options, new ChatWorld()), journal, TimeProvider.System, errors, outside);
    }
}
