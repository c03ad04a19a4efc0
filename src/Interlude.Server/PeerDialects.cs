using Interlude.Server.Dialects.Irc;
using Interlude.Server.Dialects.Plain;
using Interlude.World;

namespace Interlude.Server;

/// <summary>What a connection speaks, before and after it is let in.</summary>
internal sealed class PeerDialects
{
    private readonly CommonReplies _commonReplies = new();

    public Client NewClient(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit) =>
        peer.Dialect == PeerDialect.Irc
            ? new IrcClient(server, id, session, peer, credit, _commonReplies)
            : new PlainClient(server, id, session, peer, credit);

    /// <summary>Why it is not let in.</summary>
    public static ReadOnlyMemory<byte> RefusalOf(Peer peer, AdmissionResult admission, ServerLimits limits, bool isStopping) =>
        peer.Dialect == PeerDialect.Irc
            ? IrcClient.RefusalOf(peer, admission, limits, isStopping)
            : PlainClient.RefusalOf(admission, limits, isStopping);
}
