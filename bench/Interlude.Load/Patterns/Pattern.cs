namespace Interlude.Load.Patterns;

/// <summary>Who is there and who speaks. Clients are dealt to groups in turn; what one says reaches the others of its group.</summary>
/// <remarks>A group is a channel or, in <see cref="PairsPattern"/>, two who speak to each other's nick.</remarks>
internal abstract record Pattern
{
    public abstract string Name { get; }

    /// <summary>What it is, for a report, with its numbers.</summary>
    public abstract string Description { get; }

    public required int Clients { get; init; }

    public virtual int Groups { get; init; } = 1;

    /// <summary>How many speak.</summary>
    public int Senders { get; init; }

    /// <summary>Messages that each may have in flight.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Bytes of text.</summary>
    public int Size { get; init; } = 100;

    /// <summary>Whether messages go to a nick, not to a channel.</summary>
    public virtual bool IsDirect => false;

    /// <summary>Whether there is talk after registration.</summary>
    public virtual bool HasTalk => true;

    /// <summary>Whether senders rename themselves and somebody in each group leaves and comes back, each at every hundredth message.</summary>
    public virtual bool Changes => false;

    /// <summary>Clients that do not read while latency is measured.</summary>
    public virtual int Deaf => 0;

    /// <summary>Whether all break off once and connect again, which is what is measured then.</summary>
    public virtual bool Reconnects => false;

    public virtual int GroupOf(int client) => client % Groups;

    public virtual int SenderAt(int number) => number;

    /// <summary>How many are in the group of a client, itself among them.</summary>
    public virtual int MembersOf(int client) => (Clients / Groups) + (GroupOf(client) < Clients % Groups ? 1 : 0);

    /// <summary>Who does not read: never a sender.</summary>
    public bool IsDeaf(int client) => client >= Clients - Deaf;

    /// <summary>The last of each group of a pattern that changes sends nothing and never leaves; what it sees says who was there.</summary>
    public bool IsWitness(int client) => Changes && client >= Clients - Groups;

    /// <summary>Who leaves and comes back: the last but one of its group.</summary>
    public bool IsPassing(int client) => Changes && client >= Clients - (2 * Groups) && !IsWitness(client);

    /// <summary>What is wrong with the numbers, in a sentence; null if nothing.</summary>
    public virtual string? Fault() =>
        Clients is < 1 or > 60_000 ? $"{Clients} clients cannot be: 1 to 60000 can."
        : Groups < 1 || (HasTalk && Clients < 2 * Groups) ? $"{Clients} clients cannot be in {Groups} groups: each needs two."
        : Senders < 0 || Senders > Clients - Deaf - (Changes ? 2 * Groups : 0) ? $"{Senders} cannot speak: too few clients are left for it."
        : HasTalk && (Senders < 1 || Window < 1) ? "Somebody must speak, with a window of at least 1."
        : Size is < 22 or > 400 ? $"A text of {Size} bytes cannot be: 22 to 400 can."
        : null;
}
