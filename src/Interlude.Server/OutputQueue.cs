namespace Interlude.Server;

/// <summary>What the host is to do, in order, and the lists of clients that it holds: lent until all is done, then used again.</summary>
internal sealed class OutputQueue
{
    private const int MaxFree = 64;

    private readonly List<Output> _outputs = [];
    private readonly Stack<List<ClientId>> _free = [];
    private readonly List<List<ClientId>> _lent = [];

    public IReadOnlyList<Output> All => _outputs;

    public void Add(Output output) => _outputs.Add(output);

    /// <summary>An empty list, to be sent to when it is filled.</summary>
    public List<ClientId> Lend()
    {
        var list = _free.TryPop(out var free) ? free : [];
        _lent.Add(list);
        return list;
    }

    public void Send(Client client, ReadOnlyMemory<byte> bytes)
    {
        var alone = Lend();
        alone.Add(client.Id);
        Send(alone, bytes);
    }

    /// <param name="clients">Lent, and not changed from here on.</param>
    /// <param name="bytes">The same for all.</param>
    public void Send(List<ClientId> clients, ReadOnlyMemory<byte> bytes) => _outputs.Add(new Output.Send(bytes, clients));

    /// <summary>All is done.</summary>
    public void Clear()
    {
        _outputs.Clear();
        foreach (var list in _lent)
        {
            list.Clear();
            if (_free.Count < MaxFree)
            {
                _free.Push(list);
            }
        }

        _lent.Clear();
    }
}
