namespace Interlude.Server;

/// <summary>What a <see cref="ChatServer"/> asks the outside: what is slow or random goes out and comes back.</summary>
public abstract record ServerRequest
{
    private ServerRequest()
    {
    }

    /// <summary>Does the password fit the verifier? Answered with <see cref="RequestResult.PasswordChecked"/>. Holds a secret: never logged.</summary>
    /// <param name="Verifier">As <c>interlude hash-password</c> prints it.</param>
    /// <param name="Password">The bytes that were given; they are nobody's but the request's.</param>
    public sealed record CheckPassword(string Verifier, ReadOnlyMemory<byte> Password) : ServerRequest
    {
        /// <summary>Whose turn it takes: the address that asks; null for one that is exempt.</summary>
        public string? Address { get; init; }

        /// <summary>Without the password.</summary>
        public override string ToString() => "CheckPassword";
    }

    /// <summary>Make a verifier of a password. Answered with <see cref="RequestResult.VerifierMade"/>. Holds a secret: never logged.</summary>
    /// <param name="Password">The bytes that were given; they are nobody's but the request's.</param>
    /// <param name="Rounds">Of PBKDF2.</param>
    public sealed record MakeVerifier(ReadOnlyMemory<byte> Password, int Rounds) : ServerRequest
    {
        /// <summary>Whose turn it takes: the address that asks; null for one that is exempt.</summary>
        public string? Address { get; init; }

        /// <summary>Without the password.</summary>
        public override string ToString() => "MakeVerifier";
    }

    /// <summary>Read the configuration anew. Answered with <see cref="RequestResult.ConfigurationRead"/>.</summary>
    public sealed record ReadConfiguration : ServerRequest;

    /// <summary>Read a page of history. Answered with <see cref="RequestResult.HistoryRead"/>, once the archive holds all that the page may.</summary>
    public sealed record ReadHistory(HistoryQuery Query) : ServerRequest;

    /// <summary>Find the conversations of somebody. Answered with <see cref="RequestResult.HistoryTargetsRead"/>.</summary>
    public sealed record ReadHistoryTargets(HistoryTargetsQuery Query) : ServerRequest;
}

/// <summary>What came of a <see cref="ServerRequest"/>.</summary>
public abstract record RequestResult
{
    private RequestResult()
    {
    }

    /// <summary>Whether the password is right; <paramref name="IsBusy"/>: nobody had the time to find out, try later.</summary>
    public sealed record PasswordChecked(bool IsRight, bool IsBusy = false) : RequestResult;

    /// <summary>The verifier; null: nobody had the time to make it, try later.</summary>
    public sealed record VerifierMade(string? Verifier) : RequestResult;

    /// <summary>The configuration that holds from here on, or what is wrong with the file, for an operator to read.</summary>
    public sealed record ConfigurationRead(ServerOptions? Options, string File, string? Error) : RequestResult;

    /// <summary>The page; null: history cannot be read at the moment.</summary>
    public sealed record HistoryRead(HistoryPage? Page) : RequestResult;

    /// <summary>The conversations; null: history cannot be read at the moment.</summary>
    public sealed record HistoryTargetsRead(HistoryTargets? Targets) : RequestResult;
}
