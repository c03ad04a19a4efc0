namespace Interlude.Lines;

/// <summary>A connection could not be secured, and is of no further use.</summary>
public sealed class TlsHandshakeException : IOException
{
    internal TlsHandshakeException(TlsFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What kind of failure it was.</summary>
    public TlsFailure Failure { get; }
}

/// <summary>The ways in which a handshake fails.</summary>
public enum TlsFailure
{
    /// <summary>It took longer than <see cref="TlsOptions.HandshakeTimeout"/>.</summary>
    TimedOut,

    /// <summary>The connection ended, at either side, before the handshake did.</summary>
    Lost,

    /// <summary>The two sides could not agree, the peer refused (also our certificate, or that we had none), or it does
    /// not speak TLS.</summary>
    Refused,

    /// <summary>The peer's certificate is not believed, or it had none and must.</summary>
    Untrusted,

    /// <summary>This side, a server, has no certificate for the name that was asked for.</summary>
    NoCertificate,

    /// <summary>STARTTLS: the peer had sent more in the clear after the line that led to it. Somebody in between may have
    /// put it there, so that it be taken for what the peer said under TLS (CVE-2011-0411).</summary>
    PlaintextFollowed,
}
