using System.Runtime.CompilerServices;
using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>A talk with an IRC server, which answers PING and keeps a nick by itself.</summary>
/// <remarks>What it says goes into the outbox without waiting for room: waiting for a server to read while it waits for us to
/// read would never end. Where there is no room for it, it is not said.</remarks>
public sealed class IrcTalk : ITalk
{
    private readonly Lock _lock = new();
    private readonly ITalk _talk;
    private readonly IrcCourtesy _courtesy;
    private readonly LoginScript? _login;
    private readonly bool _isForPerson;

    /// <param name="talk">What is talked; this talk's from now on.</param>
    /// <param name="clock">Says how long ago the nick was asked for.</param>
    /// <param name="login">What is said at each connection, for the nick in it; null for nothing.</param>
    /// <param name="isForPerson">Whether the lines that concern only the client, PING above all, are left out.</param>
    public IrcTalk(ITalk talk, TimeProvider clock, LoginScript? login, bool isForPerson)
    {
        (_talk, _courtesy, _login, _isForPerson) = (talk, new IrcCourtesy(clock), login, isForPerson);
        BeginAnew();
    }

    /// <inheritdoc/>
    public LineConnection? Connection => _talk.Connection;

    /// <inheritdoc/>
    public async IAsyncEnumerable<LineClientItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _talk.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var isHidden = item.Kind == LineClientItemKind.Line && Answer(item.Line.Span) && _isForPerson;
            if (item.Kind == LineClientItemKind.Lost)
            {
                BeginAnew();
            }

            if (!isHidden)
            {
                yield return item;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _courtesy.Say(line.Span);
        }

        return _talk.WriteLineAsync(line, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> EndInputAsync(CancellationToken cancellationToken) => _talk.EndInputAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<LineCloseReason> CloseAsync() => _talk.CloseAsync();

    // As early as the connection before is over: what is said from then on may wait for the next one, and the login goes
    // before it.
    private void BeginAnew()
    {
        lock (_lock)
        {
            _courtesy.BeginAnew();
            foreach (var line in _login?.Lines ?? [])
            {
                _courtesy.Say(line);
            }
        }
    }

    private bool Answer(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            var isOurs = _courtesy.Hear(line, out var answer);
            if (!answer.IsEmpty && _talk.Connection is { } connection)
            {
                connection.TryWrite(answer.Span, connection.Options.OutputDelimiter.Span);
                connection.Flush();
            }

            return isOurs;
        }
    }
}
