using Interlude.Server;
using Interlude.Simulation.Irc;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>One connection as the reference sees it: what it is owed, and what it may not do meanwhile.</summary>
internal sealed class ReferenceClient(Incarnation incarnation, long number, Peer peer, ServerLimits limits)
{
    // A bucket of thousandths of a line: so many come back in a millisecond as lines in a second.
    private long _credit = limits.LineBurst * 1000L;
    private long _creditAt = long.MinValue;

    public Incarnation Incarnation => incarnation;

    public long Number => number;

    public Peer Peer => peer;

    public long Line { get; set; }

    /// <summary>Wishes of its line that have neither come back nor failed.</summary>
    public int Outstanding { get; set; }

    /// <summary>What is still to come of a long answer; empty or not, it is under way while <see cref="IsAnswering"/>.</summary>
    public Queue<Expected> Answer { get; } = new();

    public bool IsAnswering { get; set; }

    public ReferenceUser? User { get; set; }

    public bool HasArrived { get; set; }

    public bool HasWished { get; set; }

    public bool HasBeenToldOfFlood { get; set; }

    public bool InputEnded { get; set; }

    /// <summary>The channel in which it talks.</summary>
    public ReferenceChannel? Current { get; set; }

    /// <summary>What somebody on IRC has been sent, and believes; null: it speaks plain lines.</summary>
    public IrcPeer? Irc { get; init; }

    /// <summary>Its line that waits for credit or for the log.</summary>
    public HeldInput? Held { get; set; }

    public string? Farewell { get; set; }

    public bool IsGone { get; set; }

    /// <summary>The lines that it must be sent because of the present input.</summary>
    public List<Expected> Owed { get; } = [];

    /// <summary>What its line has asked of the outside and has not been answered.</summary>
    public int Questions { get; set; }

    public bool IsBusy => Outstanding > 0 || IsAnswering || Questions > 0;

    /// <summary>No line of it may be looked at.</summary>
    public bool MustWait => IsBusy || Held is not null;

    /// <summary>Whether the server has paused it, as its outputs say.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The server has closed it, as its outputs say.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The last of its lines that was answered with a pong.</summary>
    public long LastPong { get; set; }

    public bool TryTakeCredit(long elapsed, out long readyAt)
    {
        readyAt = elapsed;
        if (peer.IsExempt)
        {
            return true;
        }

        var sinceThen = _creditAt == long.MinValue ? 0 : elapsed - _creditAt;
        _credit = Math.Min(limits.LineBurst * 1000L, _credit + sinceThen * limits.LinesPerSecond);
        _creditAt = elapsed;
        if (_credit < 1000)
        {
            readyAt = elapsed + (long)Math.Ceiling((1000 - _credit) / (decimal)limits.LinesPerSecond);
            return false;
        }

        _credit -= 1000;
        HasBeenToldOfFlood &= _credit < (limits.LineBurst - 1) * 1000L;
        return true;
    }
}

/// <summary>A line that waits; null bytes are a line that was too long.</summary>
internal sealed record HeldInput(byte[]? Line);
