namespace Interlude.World.State;

/// <summary>An account: what opens it, which nicks are its own, who uses it.</summary>
internal sealed class Account(AccountIdentity identity, Text verifier)
{
    public AccountIdentity Identity { get; } = identity;

    public Timestamp CreatedOn { get; init; }

    /// <summary>What is kept of its password; opaque to the world.</summary>
    public Text Verifier { get; set; } = verifier;

    /// <summary>When somebody logged in to it last.</summary>
    public Timestamp UsedAt { get; set; }

    /// <summary>As its owner gave it; empty: not at all. Nothing is sent there.</summary>
    public Text Email { get; init; } = Text.Empty;

    /// <summary>Why an operator has closed it; null: it is open.</summary>
    public Text? Suspension { get; set; }

    public AlwaysOnChoice AlwaysOn { get; set; }

    /// <summary>The nicks that are its own, its name the first. At most <see cref="WorldPolicy.MaxNicksPerAccount"/>.</summary>
    public List<Nick> Nicks { get; } = [identity.Name];

    /// <summary>Passwords of their own for programs, in the order in which they were added.</summary>
    public List<AccountPassword> Passwords { get; } = [];

    /// <summary>Of client certificates, in the order in which they were added.</summary>
    public List<Text> Fingerprints { get; } = [];

    /// <summary>How far its owner has read what; null: nobody has said. At most <see cref="WorldPolicy.MaxReadMarkers"/>.</summary>
    public ReadMarkers? ReadMarkers { get; set; }

    /// <summary>Those who are logged in to it, by their ids.</summary>
    public SortedDictionary<long, User> Users { get; } = [];

    /// <summary>The registered channels on which it has a rank, by their creation.</summary>
    public SortedDictionary<long, Channel> Channels { get; } = [];

    /// <summary>Of how many of them it is the founder. At most <see cref="WorldPolicy.MaxChannelsPerAccount"/> by its own doing.</summary>
    public int Founded => Channels.Values.Count(channel => channel.Registration!.Founder == this);

    public AccountId Id => Identity.Id;

    public Nick Name => Identity.Name;
}

/// <summary>A password of its own for a program.</summary>
internal sealed class AccountPassword(Text name, Text verifier, Timestamp createdOn)
{
    public Text Name { get; } = name;

    public Text Verifier { get; } = verifier;

    public Timestamp CreatedOn { get; } = createdOn;

    /// <summary>When it was used last; 0: never.</summary>
    public Timestamp UsedAt { get; set; }
}
