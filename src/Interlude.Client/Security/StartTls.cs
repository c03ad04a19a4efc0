using System.Collections.Frozen;
using System.Text;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Security;

/// <summary>Asks a server, in its own protocol, to begin TLS on a connection that is open.</summary>
public abstract class StartTls
{
    private const int MostAnswers = 100;

    /// <summary>The protocols, by the names that people give them.</summary>
    public static FrozenDictionary<string, StartTls> Known { get; } = new Dictionary<string, StartTls>
    {
        ["irc"] = new Irc(),
        ["smtp"] = new Smtp(),
        ["imap"] = new Imap(),
        ["pop3"] = new Pop3(),
        ["plain"] = new Plain(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Asks, and begins TLS when the server agrees.</summary>
    /// <param name="connection">Nothing read from it yet.</param>
    /// <param name="tls">Settings of TLS; they name the server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartTlsException">The server does not agree.</exception>
    /// <exception cref="TlsHandshakeException">The handshake failed, or the server is not trusted.</exception>
    public async Task RunAsync(LineConnection connection, TlsClientOptions tls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await AgreeAsync(new Talk(connection, cancellationToken)).ConfigureAwait(false);
        await connection.StartTlsAsync(tls, cancellationToken).ConfigureAwait(false);
    }

    private protected abstract Task AgreeAsync(Talk talk);

    /// <summary>Questions and answers before TLS.</summary>
    private protected sealed class Talk(LineConnection connection, CancellationToken cancellationToken)
    {
        public async Task SayAsync(string line) =>
            await connection.WriteLineAsync(Encoding.ASCII.GetBytes(line), cancellationToken).ConfigureAwait(false);

        /// <summary>Reads up to the line that answers.</summary>
        /// <param name="judge">Whether a line agrees (true), refuses (false), or is none of our concern (null).</param>
        /// <returns>The line that agrees.</returns>
        public async Task<string> HearAsync(Func<string, bool?> judge)
        {
            for (var count = 0; count < MostAnswers; count++)
            {
                var line = await connection.ReadLineAsync(cancellationToken).ConfigureAwait(false)
                    ?? throw new StartTlsException("ended the connection instead of beginning TLS");
                var text = Encoding.UTF8.GetString(line.Span);
                switch (judge(text))
                {
                    case true:
                        return text;
                    case false:
                        throw new StartTlsException($"does not begin TLS: {VisibleText.Escape(text)}");
                    default:
                        continue;
                }
            }

            throw new StartTlsException($"sent {MostAnswers} lines, and none that begins TLS");
        }
    }

    /// <summary>IRCv3 tls: 670 agrees, 691 refuses; a server without it answers 421 or 451.</summary>
    private sealed class Irc : StartTls
    {
        private protected override async Task AgreeAsync(Talk talk)
        {
            await talk.SayAsync("STARTTLS").ConfigureAwait(false);
            await talk.HearAsync(line => Numeric(line) switch
            {
                "670" => true,
                "691" or "421" or "451" or "ERROR" => false,
                _ => null,
            }).ConfigureAwait(false);
        }

        private static string Numeric(string line)
        {
            var words = line.Split(' ', 3);
            return words[0].StartsWith(':') && words.Length > 1 ? words[1] : words[0];
        }
    }

    /// <summary>RFC 3207.</summary>
    private sealed class Smtp : StartTls
    {
        private protected override async Task AgreeAsync(Talk talk)
        {
            await talk.HearAsync(line => Final(line, "220")).ConfigureAwait(false);
            await talk.SayAsync("EHLO localhost").ConfigureAwait(false);
            await talk.HearAsync(line => Final(line, "250")).ConfigureAwait(false);
            await talk.SayAsync("STARTTLS").ConfigureAwait(false);
            await talk.HearAsync(line => Final(line, "220")).ConfigureAwait(false);
        }

        // A hyphen behind the code says that more lines follow (RFC 5321, 4.2.1).
        private static bool? Final(string line, string code) => line.StartsWith(code, StringComparison.Ordinal) switch
        {
            true when line is [_, _, _, '-', ..] => null,
            var agrees => agrees && line is [_, _, _] or [_, _, _, ' ', ..],
        };
    }

    /// <summary>RFC 9051, 6.2.1.</summary>
    private sealed class Imap : StartTls
    {
        private protected override async Task AgreeAsync(Talk talk)
        {
            await talk.HearAsync(line => line.StartsWith("* OK", StringComparison.OrdinalIgnoreCase)).ConfigureAwait(false);
            await talk.SayAsync("s1 STARTTLS").ConfigureAwait(false);
            await talk.HearAsync(line => line.StartsWith("* ", StringComparison.Ordinal) && !line.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase)
                ? null
                : line.StartsWith("s1 OK", StringComparison.OrdinalIgnoreCase)).ConfigureAwait(false);
        }
    }

    /// <summary>RFC 2595, 4.</summary>
    private sealed class Pop3 : StartTls
    {
        private protected override async Task AgreeAsync(Talk talk)
        {
            await talk.HearAsync(line => line.StartsWith("+OK", StringComparison.OrdinalIgnoreCase)).ConfigureAwait(false);
            await talk.SayAsync("STLS").ConfigureAwait(false);
            await talk.HearAsync(line => line.StartsWith("+OK", StringComparison.OrdinalIgnoreCase)).ConfigureAwait(false);
        }
    }

    /// <summary>For servers of one's own: the line STARTTLS, and the next line agrees if it begins with OK, <c>+</c> or
    /// <c>2</c>.</summary>
    private sealed class Plain : StartTls
    {
        private protected override async Task AgreeAsync(Talk talk)
        {
            await talk.SayAsync("STARTTLS").ConfigureAwait(false);
            await talk.HearAsync(line => line is ['+' or '2', ..] || line.StartsWith("OK", StringComparison.OrdinalIgnoreCase)).ConfigureAwait(false);
        }
    }
}
