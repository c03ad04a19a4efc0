using System.Globalization;
using System.Runtime.CompilerServices;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The messages into which an event is rendered, each with the tags that go in front.</summary>
/// <param name="scratch">Where they are put together.</param>
/// <param name="epoch">Of the log, for message ids.</param>
/// <param name="stamp">Where and when the event happened.</param>
/// <param name="kind">What goes in front.</param>
internal sealed class EventLines(Scratch scratch, string epoch, Stamp stamp, IrcKind kind)
{
    private readonly ByteWriter _bytes = scratch.Rent();
    private readonly ByteWriter _message = scratch.Rent();   // the one that is being written
    private bool _hasTags;
    private bool _hasId;

    /// <summary>Whether something that somebody has said or done had to be cut: it was to be refused when it was said.</summary>
    public bool IsCut { get; private set; }

    /// <summary>A reference for a batch that is the same for all who get it.</summary>
    public string BatchReference => string.Create(CultureInfo.InvariantCulture, $"e{stamp.Sequence}-{stamp.Index}");

    /// <summary>For <see cref="IrcLine"/>: where the message is written that is about to be added.</summary>
    internal ByteWriter NextMessage
    {
        get
        {
            _message.Clear();
            return _message;
        }
    }

    /// <summary>All messages. Once, and nothing can be added after.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var bytes = _bytes.Written.ToArray();
        scratch.Return(_message);
        scratch.Return(_bytes);
        return bytes;
    }

    /// <summary>
    /// Adds a message that history will keep: with the message id, the mark of a bot, what clients tell each other. Of
    /// several into which one event had to be cut, the first bears the id, for no two messages may share one.
    /// </summary>
    public void Add(
        Identity? user, [InterpolatedStringHandlerArgument("")] IrcLine message, Text? clientTags = null, bool hasId = true)
    {
        Begin();
        if ((kind & IrcKind.Tags) != 0)
        {
            if (hasId && !_hasId)
            {
                Tag("msgid=");
                WriteId();
                _hasId = true;
            }

            TagAccount(user);
            if (user?.IsBot == true)
            {
                Tag("bot");
            }

            if (clientTags is { Length: > 0 })
            {
                Tag(string.Empty);
                _bytes.Write(clientTags.Utf8.Span);
            }
        }
        else
        {
            TagAccount(user);
        }

        End(message);
    }

    /// <summary>Adds a message that belongs to another one, or that nobody will ask for again: without a message id.</summary>
    public void AddAside([InterpolatedStringHandlerArgument("")] IrcLine message)
    {
        Begin();
        End(message);
    }

    /// <summary>Adds what the server says of its own about somebody. Longer than a line, it is cut.</summary>
    public void AddNotice([InterpolatedStringHandlerArgument("")] IrcLine message)
    {
        Begin();
        End(message, mayBeCut: true);
    }

    /// <summary>Adds a message within a multiline batch.</summary>
    public void AddInBatch([InterpolatedStringHandlerArgument("")] IrcLine message, string reference, bool goesOn = false)
    {
        _hasTags = false;
        Tag("batch=");
        _bytes.Write(reference);
        if (goesOn)
        {
            Tag("draft/multiline-concat");
        }

        TagTime();
        End(message);
    }

    /// <summary>Adds messages that have their tags and their ends.</summary>
    public void AddRendered(ReadOnlyMemory<byte> messages) => _bytes.Write(messages.Span);

    /// <summary>The id of a message: the same on every node, and whenever it is sent again.</summary>
    public static string IdOf(string epoch, Stamp stamp) =>
        string.Create(CultureInfo.InvariantCulture, $"{epoch}-{stamp.Sequence}-{stamp.Index}");

    // As IdOf.
    private void WriteId()
    {
        _bytes.Write(epoch);
        WriteBehindDash(stamp.Sequence);
        WriteBehindDash(stamp.Index);
    }

    private void WriteBehindDash(long number)
    {
        _bytes.Write((byte)'-');
        _bytes.Write(number);
    }

    private void Begin()
    {
        _hasTags = false;
        TagTime();
    }

    private void TagTime()
    {
        if ((kind & IrcKind.Time) != 0)
        {
            Tag("time=");
            Span<byte> time = stackalloc byte[ServerTime.Length];
            ServerTime.Write(stamp.Time, time);
            _bytes.Write(time);
        }
    }

    // https://ircv3.net/specs/extensions/account-tag
    private void TagAccount(Identity? user)
    {
        if ((kind & IrcKind.Account) != 0 && user?.Account is { } account)
        {
            Tag("account=");
            IrcTags.Escape(account.Name.Utf8.Span, _bytes);
        }
    }

    private void Tag(string key)
    {
        _bytes.Write(_hasTags ? ";"u8 : "@"u8);
        _bytes.Write(key);
        _hasTags = true;
    }

    private void End(IrcLine message, bool mayBeCut = false)
    {
        IsCut |= !mayBeCut && message.Bytes.Length > IrcLimits.MaxBodyBytes;
        if (_hasTags)
        {
            _bytes.Write(" "u8);
        }

        _bytes.Write(message.BytesThatFit);
        _bytes.Write("\r\n"u8);
    }
}
