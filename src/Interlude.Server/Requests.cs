namespace Interlude.Server;

/// <summary>What clients have asked of the outside and what is to be done with the answers. The outside answers each once.</summary>
internal sealed class Requests(ChatServer server)
{
    private readonly Dictionary<long, (ClientId Client, Action<RequestResult> Then)> _open = [];
    private long _lastNumber;

    /// <summary>Asks. The client's line is not answered before the answer has come.</summary>
    public void Ask(Client client, ServerRequest what, Action<RequestResult> then)
    {
        client.Outstanding++;
        _open.Add(++_lastNumber, (client.Id, then));
        server.Outputs.Add(new Output.Request(_lastNumber, what));
    }

    /// <summary>Takes an answer.</summary>
    /// <returns>Who had asked; null if it is gone, so that nobody needs the answer.</returns>
    public Client? Complete(long request, RequestResult result)
    {
        if (!_open.Remove(request, out var asked))
        {
            throw new InvalidOperationException($"Request {request} has been answered, or was never made.");
        }

        if (server.Find(asked.Client) is not { } client)
        {
            return null;
        }

        client.Outstanding--;
        server.Guard(client, "an answer from outside", () => asked.Then(result));
        return client;
    }
}
