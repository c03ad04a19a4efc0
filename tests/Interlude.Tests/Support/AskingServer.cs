using System.Text;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>A server whose clients are <see cref="AskingClient"/>s, and what it puts out, in words.</summary>
internal sealed class AskingServer
{
    private readonly ChatServer _server = new(
        new ServerOptions { Incarnation = new Incarnation(new NodeId(1), 1), Policy = new WorldPolicy() },
        new ChatWorld(),
        (server, id, session, peer, credit) => new AskingClient(server, id, session, peer, credit));

    public long? Deadline => _server.Deadline;

    public AskingServer With(params long[] clients)
    {
        foreach (var client in clients)
        {
            _server.Connect(new ClientId(client), new Peer("here", IsExempt: true), At(0));
        }

        return this;
    }

    public string Type(long client, string line, long at = 0) =>
        Do(() => _server.Receive(new ClientId(client), Encoding.UTF8.GetBytes(line), At(at)));

    public string Complete(long request, RequestResult result) => Do(() => _server.Completed(request, result, At(0)));

    public string Disconnect(long client) => Do(() => _server.Disconnect(new ClientId(client), At(0)));

    public string Tick(long at) => Do(() => _server.Tick(At(at)));

    private static Moment At(long elapsed) => new(new Timestamp(elapsed), elapsed);

    private string Do(Action input)
    {
        _server.ClearOutputs();
        input();
        return string.Join("; ", _server.Outputs.Select(output => output switch
        {
            Output.Send send => $"{string.Join(',', send.Clients.Select(client => client.Number))}< {Encoding.UTF8.GetString(send.Bytes.Span)}",
            Output.Request request => $"request {request.Number} {request.What}",
            Output.Pause pause => $"pause {pause.Client.Number}",
            Output.Resume resume => $"resume {resume.Client.Number}",
            Output.Fault fault => $"fault of {fault.Client.Number} in {fault.Doing}",
            _ => output.GetType().Name,
        }));
    }
}
