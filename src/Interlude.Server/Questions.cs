using Interlude.World;

namespace Interlude.Server;

/// <summary>What clients have asked of the outside and has not been answered.</summary>
internal sealed class Questions(ChatServer server)
{
    private const long MillisecondsPerDay = 24 * 60 * 60 * 1000L;

    private readonly Dictionary<long, (ClientId Client, Action<RequestResult> Then)> _open = [];
    private long _lastNumber;

    /// <summary>Asks. The client's line is not answered before the answer has come.</summary>
    public void Ask(Client client, ServerRequest what, Action<RequestResult> then)
    {
        client.Outstanding++;
        _open.Add(++_lastNumber, (client.Id, then));
        server.PutOut(new Output.Request(_lastNumber, WithinAge(what)));
    }

    /// <summary>Who has asked that.</summary>
    public ClientId AskedBy(long number) => _open[number].Client;

    /// <summary>Takes an answer to the client that asked, and says which that is; null: it is gone.</summary>
    public Client? Complete(long number, RequestResult result)
    {
        if (!_open.Remove(number, out var asked))
        {
            throw new InvalidOperationException($"Request {number} has been answered, or was never made.");
        }

        if (server.Find(asked.Client) is not { } client)
        {
            return null;
        }

        client.Outstanding--;
        server.Guard(client, "an answer from outside", _ => asked.Then(result));
        return client;
    }

    // Whoever asks: a message past its age is not shown, although it may be in the file for a while.
    private ServerRequest WithinAge(ServerRequest what)
    {
        if (server.Limits.HistoryDays == 0)
        {
            return what;
        }

        var oldest = new Timestamp(server.Now.Wall.Milliseconds - (server.Limits.HistoryDays * MillisecondsPerDay));
        return what switch
        {
            ServerRequest.ReadHistory read => new ServerRequest.ReadHistory(read.Query with { NotBefore = oldest }),
            ServerRequest.ReadHistoryTargets read => new ServerRequest.ReadHistoryTargets(read.Query with { NotBefore = oldest }),
            _ => what,
        };
    }
}
