using System.Buffers;
using System.Runtime.CompilerServices;
using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Many lines to one client, put together in blocks that are used again and again, so that a burst costs what its bytes do:
/// <c>burst.Add(Numeric.RPL_LUSEROP, $"{count} :operator(s) online")</c>.
/// </summary>
internal sealed class Burst
{
    private static readonly StandardFormat ThreeDigits = new('D', 3);

    private readonly ByteWriter _bytes = new(4096);
    private readonly ByteWriter _message = new(IrcLimits.MaxBodyBytes);   // the one that is being written
    private readonly byte[] _time = new byte[ServerTime.Length];
    private IrcClient _client = null!;

    /// <summary>Begins one for a client; what was in it is nothing.</summary>
    public Burst For(IrcClient client)
    {
        _client = client;
        _bytes.Clear();
        if (client.Has(Caps.ServerTime))
        {
            ServerTime.Write(client.Now, _time);
        }

        return this;
    }

    /// <summary>Adds a numeric with these parameters behind the client's nick.</summary>
    public void Add(Numeric numeric, [InterpolatedStringHandlerArgument("", nameof(numeric))] IrcLine line)
    {
        _ = numeric;   // the line begins with it
        BeginLine();
        _bytes.Write(line.BytesThatFit);
        _bytes.Write("\r\n"u8);
    }

    /// <summary>Adds a line that is the same for many but for the nick.</summary>
    public void Add(CommonLine line)
    {
        BeginLine();
        _bytes.Write(line.Head);
        WriteNick(_bytes);
        _bytes.Write(line.Tail);
    }

    /// <summary>All that was added.</summary>
    public byte[] ToArray() => _bytes.Written.ToArray();

    /// <summary>For <see cref="IrcLine"/>: where the parameters are written of a numeric that is about to be added.</summary>
    internal ByteWriter Begin(Numeric numeric)
    {
        _message.Clear();
        _message.Write((byte)':');
        _message.Write(_client.ServerName);
        _message.Write((byte)' ');
        _message.Write((int)numeric, ThreeDigits);
        _message.Write((byte)' ');
        WriteNick(_message);
        _message.Write((byte)' ');
        return _message;
    }

    private void BeginLine()
    {
        if (_client.Has(Caps.ServerTime))
        {
            _bytes.Write("@time="u8);
            _bytes.Write(_time);
            _bytes.Write((byte)' ');
        }
    }

    private void WriteNick(ByteWriter bytes) => bytes.Write(_client.User is { } user ? user.Nick.Utf8.Span : "*"u8);
}

/// <summary>A line that is the same for all clients but for their nicks.</summary>
/// <param name="Head">What stands before the nick: the source and the numeric, and no tags.</param>
/// <param name="Tail">What stands behind it, with CR LF.</param>
internal readonly record struct CommonLine(byte[] Head, byte[] Tail)
{
    /// <summary>Takes the nick, which is the third word behind the tags, out of a line to one client.</summary>
    public static CommonLine Of(ReadOnlySpan<byte> line)
    {
        var body = line[0] == (byte)'@' ? line[(line.IndexOf((byte)' ') + 1)..] : line;
        var head = body.IndexOf((byte)' ') + 1;
        head += body[head..].IndexOf((byte)' ') + 1;
        return new CommonLine(body[..head].ToArray(), body[(head + body[head..].IndexOf((byte)' '))..].ToArray());
    }
}
