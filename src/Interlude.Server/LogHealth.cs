using Interlude.World;

namespace Interlude.Server;

/// <summary>Whether the log can be written: operators are told once when it ends, and once when it is back.</summary>
internal sealed class LogHealth(ChatServer server)
{
    private readonly List<string> _news = [];
    private bool _isBroken;

    /// <summary>Takes what became of a batch.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="trouble">Why it was not appended, if that is known.</param>
    public void Take(AppendResult result, string? trouble)
    {
        var isBroken = result != AppendResult.Appended;
        if (isBroken == _isBroken)
        {
            return;
        }

        _isBroken = isBroken;
        var news = isBroken
            ? $"The log cannot be written{(trouble is null ? string.Empty : $" ({trouble})")}. Nothing can be changed until it can; it is tried again and again."
            : "The log can be written again.";
        Announce(news);
    }

    /// <summary>Tells whoever runs the server, and the operators who are there and hear of such things.</summary>
    public void Announce(string news)
    {
        server.PutOut(new Output.Report(news));
        foreach (var client in server.Clients.InOrder().Where(HearsNotices))
        {
            server.Guard(client, "news of the log", client => client.TellOperator(news));
        }
    }

    /// <summary>Tells whoever runs the server now, and operators whenever they come.</summary>
    public void Tell(string? news)
    {
        if (news is not null)
        {
            _news.Add(news);
            server.PutOut(new Output.Report(news));
        }
    }

    /// <summary>Takes what an entry was and what came of it: who becomes an operator is told the news, and what was skipped is news.</summary>
    public void Look(Command command, IReadOnlyList<Event> events)
    {
        if (command is Command.Skipped { Sequence: var sequence })
        {
            Tell($"Entry {sequence} of the log was passed over: applying it has ended the server twice. Please report this mistake.");
        }

        if (_news.Count > 0)
        {
            TellWhoBecameOperator(events);
        }
    }

    private void TellWhoBecameOperator(IReadOnlyList<Event> events)
    {
        foreach (var became in events.OfType<Event.UserModesChanged>().Where(each => each.Operator == OperatorChange.Became))
        {
            foreach (var client in server.Clients.InOrder().Where(client => client.User?.Id == became.User.Id))
            {
                server.Guard(client, "news of the log", client => _news.ForEach(client.TellOperator));
            }
        }
    }

    private bool HearsNotices(Client client) =>
        server.World.SeenOn(client.Session) is var view && (view.Powers & OperatorPowers.Inspect) != 0
        && view.Viewer is { } self && (self.Modes & UserModes.HearsNotices) != 0;
}
