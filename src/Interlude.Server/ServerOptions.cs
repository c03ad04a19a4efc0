using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server;

/// <summary>What a <see cref="ChatServer"/> must know of itself: at its start, and again when its configuration is read anew.</summary>
public sealed record ServerOptions
{
    /// <summary>This node, in this life.</summary>
    public required Incarnation Incarnation { get; init; }

    /// <summary>Journaled at start, for the world reads no file. Its lobby is where plain clients arrive.</summary>
    public required WorldPolicy Policy { get; init; }

    /// <summary>The limits of connections, lines and appends.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>How the server presents itself.</summary>
    public ServerProfile Profile { get; init; } = new();

    /// <summary>Those who may become server operators.</summary>
    public ImmutableArray<OperatorEntry> Operators { get; init; } = [];

    /// <summary>The verifier of the password that IRC clients must give to connect (PASS); null: none is asked for.</summary>
    public string? PasswordVerifier { get; init; }

    /// <summary>The key from which cloaks are made; null: addresses are shown as they are.</summary>
    /// <remarks>A secret: whoever has it can find the address behind a cloak by trying.</remarks>
    public ReadOnlyMemory<byte>? CloakKey { get; init; }

    /// <summary>How people get accounts and log in to them.</summary>
    public AccountOptions Accounts { get; init; } = new();

    /// <summary>Random bytes of this process, from which is made whatever peers must not foresee.</summary>
    /// <remarks>A secret.</remarks>
    public ReadOnlyMemory<byte> ProcessKey { get; init; }

    /// <summary>Random bytes that stay the same as long as the data: from them is made what must not change with a restart.</summary>
    /// <remarks>A secret.</remarks>
    public ReadOnlyMemory<byte> KeptKey { get; init; }

    /// <summary>The epoch of the log, part of every message id: letters and digits, new after every restore.</summary>
    public string Epoch { get; init; } = "0";

    /// <summary>The epochs that restores have ended, the oldest first: what history keeps of them bears the ids that it had.</summary>
    public ImmutableArray<FormerEpoch> FormerEpochs { get; init; } = [];

    /// <summary>Whether the log and the history are in memory, and end with the process. People are told.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>Whether anything that happens is kept to be read again. People are told. If not, pages of history have no length.</summary>
    public bool KeepsHistory { get; init; } = true;

    /// <summary>The epoch in which an entry was made.</summary>
    internal string EpochOf(long sequence)
    {
        foreach (var former in FormerEpochs)
        {
            if (sequence <= former.Last)
            {
                return former.Name;
            }
        }

        return Epoch;
    }
}

/// <summary>An epoch of the log that a restore has ended.</summary>
/// <param name="Name">As message ids have it.</param>
/// <param name="Last">The last entry that is left of it; later ones were lost.</param>
public readonly record struct FormerEpoch(string Name, long Last);

/// <summary>A name that may be given to OPER, as the configuration has it.</summary>
/// <param name="Name">As OPER gives it; compared by bytes.</param>
/// <param name="Verifier">The password's verifier, as <c>interlude hash-password</c> prints it.</param>
/// <param name="Class">What kind of operator, to be shown in WHOIS.</param>
/// <param name="Powers">What it may do.</param>
public sealed record OperatorEntry(string Name, string Verifier, string Class, OperatorPowers Powers);
