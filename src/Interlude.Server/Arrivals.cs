using Interlude.World;

namespace Interlude.Server;

/// <summary>How connections begin: who is admitted is greeted, others are told why not and closed.</summary>
internal sealed class Arrivals(ChatServer server, Admission admission, ClientRoll clients, Incarnation incarnation, NewClient newClient)
{
    public void Take(ClientId id, Peer peer)
    {
        var isStopping = server.Departures.IsStopping;
        var admitted = isStopping ? AdmissionResult.Full : admission.TryAdmit(peer, server.Now.Elapsed);
        if (admitted != AdmissionResult.Admitted)
        {
            server.PutOut(new Output.Close(id, PeerDialects.RefusalOf(peer, admitted, server.Limits, isStopping)));
            return;
        }

        var credit = new FloodCredit(server.Limits.LinesPerSecond, server.Limits.LineBurst);
        var client = newClient(server, id, new SessionId(incarnation, id.Number), peer, credit);
        client.HeardAt = server.Now.Elapsed;
        clients.Add(client);
        server.Guard(client, "greeting", static client => client.Greet());
    }
}
