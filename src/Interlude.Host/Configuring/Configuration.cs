using System.Collections.Immutable;
using System.Net.Security;
using Interlude.Host.Listening;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>How the server is to be, checked. <see cref="ConfigurationKeys"/> says what each part means.</summary>
internal sealed record Configuration
{
    /// <summary>The one that nobody has configured.</summary>
    public static Configuration Default { get; } = new();

    public ImmutableArray<ListenPlace> Listen { get; init; } =
        [ListenPlace.Parse("plain://localhost:8007"), ListenPlace.Parse("irc://localhost:6667")];

    /// <summary>Where data are kept; null for where the platform keeps them.</summary>
    public string? DataDirectory { get; init; }

    public Durability Durability { get; init; } = Durability.PowerLoss;

    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>What the files hold.</summary>
    public SslStreamCertificateContext? Certificate { get; init; }

    public ImmutableArray<string> AllowedOrigins { get; init; } = ["*"];

    public bool HasEpoll { get; init; } = true;

    public ServerProfile Profile { get; init; } = new();

    public string? MotdFile { get; init; }

    public string? Password { get; init; }

    public ImmutableArray<NamedOperator> NamedOperators { get; init; } = [];

    public ImmutableSortedDictionary<string, OperatorPowers> OperatorClasses { get; init; } =
        ImmutableSortedDictionary.Create<string, OperatorPowers>(StringComparer.OrdinalIgnoreCase).Add("admin", OperatorPowers.All);

    public WorldPolicy Policy { get; init; } = new()
    {
        Lobby = ChannelName.TryCreate("#lobby"u8, out var lobby, out _) ? lobby : null,
        DefaultChannelTraits = ChannelTraits.MembersOnly | ChannelTraits.TopicLocked,
        MaxTextBytes = new ServerLimits().MaxLineBytes,
    };

    public ServerLimits Limits { get; init; } = new();

    public bool KeepsHistory { get; init; } = true;

    public AccountOptions Accounts { get; init; } = new();

    public bool HasCloaks { get; init; } = true;

    public ReadOnlyMemory<byte>? CloakKey { get; init; }

    public AddressRanges Exempt { get; init; } = AddressRanges.Loopback;

    /// <summary>What was given for each key, to be kept where a key cannot change while the server runs.</summary>
    public ImmutableDictionary<string, GivenValue> Given { get; init; } = ImmutableDictionary<string, GivenValue>.Empty;

    /// <summary>For the server of one life.</summary>
    public ServerOptions ToOptions(ServerLife life) => new()
    {
        Incarnation = life.Incarnation,
        Epoch = life.Epoch,
        FormerEpochs = life.FormerEpochs,
        IsInMemory = Durability == Durability.None,
        Policy = Policy with { MaxTextBytes = Math.Max(Policy.MaxTextBytes, Limits.MaxMultilineBytes) },
        KeepsHistory = KeepsHistory,
        Limits = KeepsHistory ? Limits : Limits with { MaxHistoryMessages = 0 },   // then nobody can read it
        Accounts = Accounts,
        ProcessKey = life.ProcessKey,
        KeptKey = life.KeptKey,
        Profile = Profile with { StartedAt = life.StartedAt },
        Operators =
        [
            .. NamedOperators.Select(named => new OperatorEntry(named.Name, named.Verifier, named.Class, OperatorClasses[named.Class])),
        ],
        PasswordVerifier = Password,
        CloakKey = HasCloaks ? CloakKey ?? life.CloakKey : (ReadOnlyMemory<byte>?)null,   // not that of a null array
    };
}

/// <summary>An operator as the configuration names it.</summary>
/// <param name="Name">As OPER gives it.</param>
/// <param name="Verifier">The password's.</param>
/// <param name="Class">One of the classes.</param>
internal sealed record NamedOperator(string Name, string Verifier, string Class)
{
    /// <summary>Where it stands, for people: <c>operators[0]</c>.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>Where the class stands.</summary>
    public string ClassOrigin { get; init; } = string.Empty;
}
