using System.Buffers;
using System.Text;
using Interlude.Irc;

namespace Interlude.Client.Talks;

/// <summary>What a client owes an IRC server, and does for a person there: answers PING, and keeps a nick. Decides, and waits for
/// nothing.</summary>
/// <remarks>
/// <para><b>The wanted nick</b> is the one that the person has last asked for before the registration was through, and from
/// then on every nick that the server has given, except those of the next paragraph. So what a server makes of a nick, or
/// changes by itself, is left as it is.</para>
/// <para>If the nick is refused while registering (433, 436, 437), others are asked for: the same with one more <c>_</c> each
/// time, as long as the server has shown to allow. Once registered, the wanted nick is asked for as soon as its holder is seen
/// to leave it, and otherwise when something comes and a minute has gone since it was asked for.</para>
/// <para>Nicks are one if they differ only in the case of ASCII. Not for several threads at once.</para>
/// </remarks>
internal sealed class IrcCourtesy(TimeProvider clock)
{
    /// <summary>More than that are not for a person to be found by.</summary>
    private const int MostAlternatives = 4;

    private const int CrLfBytes = 2;

    private static readonly TimeSpan AskingPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(5);   // also if its holder seems to leave all the time

    private readonly ArrayBufferWriter<byte> _answer = new();
    private byte[]? _wanted;
    private byte[]? _own;          // null until registered
    private byte[]? _tried;        // while registering: what was asked for last
    private int _alternatives;
    private int _mostBytes = int.MaxValue;   // of a nick, as far as the server has shown
    private long _askedAt;
    private bool _isAsking;        // our own wish is under way

    /// <summary>Forgets what a connection was about, for the next one.</summary>
    public void BeginAnew()
    {
        (_own, _tried, _alternatives, _mostBytes, _isAsking) = (null, null, 0, int.MaxValue, false);
    }

    /// <summary>Looks at a line that is said.</summary>
    public void Say(ReadOnlySpan<byte> line)
    {
        if (!IrcMessage.TryParse(line, out var message) || message.Count == 0 || !Is(message.Verb, "NICK"u8))
        {
            return;
        }

        _isAsking = false;   // what is answered now is the person's
        if (_own is null)
        {
            _wanted = _tried = message[0].ToArray();
            _alternatives = 0;
        }
    }

    /// <summary>Looks at a line that has come.</summary>
    /// <param name="line">Without delimiter.</param>
    /// <param name="answer">A line to be said because of it, without delimiter; empty for none. Valid until the next
    /// call.</param>
    /// <returns>Whether the line concerns only us: a PING, a PONG, or the refusal of what was asked for here.</returns>
    public bool Hear(ReadOnlySpan<byte> line, out ReadOnlyMemory<byte> answer)
    {
        _answer.ResetWrittenCount();
        var isOurs = IrcMessage.TryParse(line, out var message) && Hear(message);
        if (_answer.WrittenCount == 0)
        {
            AskFor(AskingPause);
        }

        answer = _answer.WrittenMemory[..Math.Max(0, _answer.WrittenCount - CrLfBytes)];
        return isOurs;
    }

    private static bool Is(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(verb, name);

    private static bool AreOne(ReadOnlySpan<byte> nick, ReadOnlySpan<byte> other) =>
        !nick.IsEmpty && (nick.SequenceEqual(other) || Ascii.EqualsIgnoreCase(nick, other));

    private bool Hear(in IrcMessage message)
    {
        switch (message.Verb)
        {
            case var verb when Is(verb, "PING"u8):
                Pong(message);
                return true;
            case var verb when Is(verb, "PONG"u8):
                return true;
            case var verb when verb.SequenceEqual("001"u8) && message.Count > 0:
                Registered(message[0]);
                return false;
            case var verb when Is(verb, "NICK"u8) && message.Count > 0:
                Renamed(IrcSource.Parse(message.Source).Name, message[0]);
                return false;
            case var verb when Is(verb, "QUIT"u8):
                Freed(IrcSource.Parse(message.Source).Name);
                return false;
            default:
                return message.Count > 1 && message.Verb is [(byte)'4', (byte)'3', var last] && Refused(last, message[1]);
        }
    }

    private void Registered(ReadOnlySpan<byte> nick)
    {
        _own = nick.ToArray();
        _wanted = _alternatives == 0 ? _own : _wanted;
        _askedAt = clock.GetTimestamp();
    }

    private void Renamed(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        if (AreOne(from, _own))
        {
            _wanted = _own = to.ToArray();
            _isAsking = false;
        }
        else if (!AreOne(to, _wanted))
        {
            Freed(from);
        }
    }

    private void Freed(ReadOnlySpan<byte> nick)
    {
        if (AreOne(nick, _wanted))
        {
            AskFor(LeastPause);
        }
    }

    // 432 erroneous, 433 in use, 436 collision, 437 unavailable, 438 too fast; the nick follows our own in each.
    private bool Refused(byte last, ReadOnlySpan<byte> nick)
    {
        if (_own is null && last is (byte)'3' or (byte)'6' or (byte)'7')
        {
            TryAnother(nick);
        }

        var isOurs = _isAsking && last is (byte)'2' or (byte)'3' or (byte)'6' or (byte)'7' or (byte)'8' && AreOne(nick, _wanted);
        _isAsking &= !isOurs;
        return isOurs;
    }

    private void TryAnother(ReadOnlySpan<byte> refused)
    {
        if (_wanted is not { } wanted || _tried is not { } tried || _alternatives == MostAlternatives)
        {
            return;
        }

        // A server that says less of the nick than was asked for has cut it: a '_' behind that would be cut off as well.
        _alternatives++;
        var isCut = refused.Length > 0 && refused.Length < tried.Length && tried.AsSpan().StartsWith(refused);
        _mostBytes = isCut ? refused.Length : _mostBytes;
        var kept = Math.Min(wanted.Length, Math.Max(1, _mostBytes - _alternatives));
        _tried = [.. wanted.AsSpan(0, kept), .. Enumerable.Repeat((byte)'_', _alternatives)];
        Write("NICK"u8, _tried);
    }

    private void AskFor(TimeSpan pause)
    {
        if (_own is not null && _wanted is not null && !AreOne(_own, _wanted) && clock.GetElapsedTime(_askedAt) >= pause)
        {
            _askedAt = clock.GetTimestamp();
            _isAsking = true;
            Write("NICK"u8, _wanted);
        }
    }

    private void Pong(in IrcMessage ping)
    {
        var writer = new IrcWriter(_answer);
        writer.WriteVerb("PONG"u8);
        for (var i = 0; i < ping.Count; i++)
        {
            if (i == ping.Count - 1 && ping.HasTrailing)
            {
                writer.WriteText(ping[i]);
            }
            else
            {
                writer.WriteParameter(ping[i]);
            }
        }

        writer.End();
    }

    private void Write(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> parameter)
    {
        var writer = new IrcWriter(_answer);
        writer.WriteVerb(verb);
        writer.WriteParameter(parameter);
        writer.End();
    }
}
