namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Keeps the answers to a line in the order of what stands on it: what a command answers after it has wished for something
/// waits until that has come back, and behind a long answer until that has been given.
/// </summary>
internal sealed class AnswersInTurn(IrcClient client)
{
    private Queue<(int Behind, IEnumerable<ReadOnlyMemory<byte>> Lines)>? _waiting;   // rarely anything
    private int _wishes;      // of the line
    private int _returned;    // of those, in their order
    private bool _isAsking;   // the command runs; what is said later answers a wish, and comes where that does

    /// <summary>A line is looked at; the one before is answered.</summary>
    public void BeginLine() => (_wishes, _returned, _isAsking) = (0, 0, true);

    /// <summary>Its command has run.</summary>
    public void EndOfAsking() => _isAsking = false;

    /// <summary>The command wishes for something.</summary>
    public void Wished() => _wishes++;

    /// <summary>Takes an answer, with its end.</summary>
    public void Add(ReadOnlyMemory<byte> message)
    {
        if (_isAsking && (_wishes > _returned || client.HasLongAnswers))
        {
            AddAll([message]);
        }
        else
        {
            client.Answer(message);
        }
    }

    /// <summary>Takes an answer of many lines, which are produced when they are sent.</summary>
    public void AddAll(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        if (_isAsking && _wishes > _returned)
        {
            (_waiting ??= new()).Enqueue((_wishes, lines));
        }
        else
        {
            client.AnswerAllNow(lines);
        }
    }

    /// <summary>The next of the wishes has come back, or failed, and been answered.</summary>
    public void WishHasReturned()
    {
        _returned++;
        while (_waiting is not null && _waiting.TryPeek(out var next) && next.Behind <= _returned)
        {
            _waiting.Dequeue();
            client.AnswerAllNow(next.Lines);
        }
    }
}
