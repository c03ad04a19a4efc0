using System.Buffers;
using System.Buffers.Binary;

namespace Interlude.Host.Listening;

/// <summary>The server's side of WebSocket frames: takes those of one client apart, and writes ours. No extensions.</summary>
/// <remarks>
/// <para>Payload is passed on as it comes, so a frame may be as long as it likes and costs nothing; only a control frame is
/// held until it is whole.</para>
/// <para>Text is not looked at. RFC 6455, 8.1 would have us close on what is not UTF-8; but on every transport the dialect
/// answers such a line with FAIL and the connection lives, and here it has to see the line for that.</para>
/// </remarks>
internal sealed class WebSocketFrames
{
    public const ushort NormalClosure = 1000;
    public const ushort ProtocolError = 1002;

    private const int MaxControlBytes = 125;
    private const byte FinalBit = 0x80, MaskBit = 0x80, ReservedBits = 0x70, ControlBit = 0x08;

    private readonly byte[] _header = new byte[14];   // the longest: 2, 8 of length, 4 of mask
    private int _headerCount;
    private byte[]? _control;   // payload of a control frame
    private ulong _frameBytes;
    private ulong _takenBytes;
    private bool _isInMessage;
    private bool _hasEnded;

    /// <summary>After <see cref="WebSocketStatus.Closed"/> or <see cref="WebSocketStatus.Broken"/>: what our close frame
    /// says.</summary>
    public ushort CloseCode { get; private set; } = NormalClosure;

    private WebSocketOpcode Opcode => (WebSocketOpcode)(_header[0] & 0x0F);

    private bool IsControl => (_header[0] & ControlBit) != 0;

    private bool IsFinal => (_header[0] & FinalBit) != 0;

    private int HeaderBytes => 2 + LengthBytes + 4;

    private int LengthBytes => (_header[1] & ~MaskBit) switch { 126 => 2, 127 => 8, _ => 0 };

    /// <summary>Writes one whole frame, not masked as a server's are.</summary>
    public static void Write(IBufferWriter<byte> output, WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[10];
        header[0] = (byte)(FinalBit | (byte)opcode);
        if (payload.Length < 126)
        {
            header[1] = (byte)payload.Length;
            header = header[..2];
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            header[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payload.Length);
            header = header[..4];
        }
        else
        {
            header[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)payload.Length);
        }

        output.Write(header);
        output.Write(payload);
    }

    /// <summary>The payload of a close frame.</summary>
    public static byte[] Closing(ushort code) => [(byte)(code >> 8), (byte)code];

    /// <summary>Takes the next part off the front of what was received. Goes on where it left off.</summary>
    /// <param name="received">Advanced past what was taken, and unmasked in place. All of it is taken when more is needed, and
    /// whatever follows an end is dropped.</param>
    /// <param name="payload">The bytes of the part; valid until the next call.</param>
    public WebSocketStatus TryRead(ref Span<byte> received, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        while (!_hasEnded)
        {
            if (_headerCount < 2 || _headerCount < HeaderBytes)
            {
                if (!TryReadHeader(ref received))
                {
                    return _hasEnded ? WebSocketStatus.Broken : WebSocketStatus.NeedsMore;
                }
            }

            var taken = TakePayload(ref received);
            var isWhole = _takenBytes == _frameBytes;
            if (IsControl)
            {
                if (!isWhole)
                {
                    return WebSocketStatus.NeedsMore;
                }

                _headerCount = 0;
                payload = _control.AsSpan(0, (int)_frameBytes);
                var status = ReadControl(payload);
                if (status != WebSocketStatus.NeedsMore)
                {
                    return status;
                }
            }
            else
            {
                _headerCount = isWhole ? 0 : _headerCount;
                payload = taken;
                if (isWhole && IsFinal)
                {
                    _isInMessage = false;
                    return WebSocketStatus.EndOfMessage;
                }

                if (!taken.IsEmpty || !isWhole)
                {
                    return taken.IsEmpty ? WebSocketStatus.NeedsMore : WebSocketStatus.Data;
                }
            }
        }

        received = default;
        return WebSocketStatus.NeedsMore;
    }

    // RFC 6455, 5.2. False when there is too little of it, or when it breaks the rules, which is an end.
    private bool TryReadHeader(ref Span<byte> received)
    {
        if (_headerCount < 2)
        {
            FillHeader(ref received, 2);
            if (_headerCount < 2 || !IsAllowed())
            {
                return false;
            }
        }

        FillHeader(ref received, HeaderBytes);
        if (_headerCount < HeaderBytes)
        {
            return false;
        }

        _takenBytes = 0;
        _frameBytes = LengthBytes switch
        {
            0 => (ulong)(_header[1] & ~MaskBit),
            2 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            _ => BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
        };
        if (_frameBytes > long.MaxValue)   // "the most significant bit MUST be 0"
        {
            return Break();
        }

        _isInMessage |= !IsControl;
        return true;
    }

    private void FillHeader(ref Span<byte> received, int bytes)
    {
        var count = Math.Min(bytes - _headerCount, received.Length);
        received[..count].CopyTo(_header.AsSpan(_headerCount));
        received = received[count..];
        _headerCount += count;
    }

    // What can be told by the first two bytes: RFC 6455, 5.1 (masked), 5.2 (bits, opcodes), 5.4 (fragments), 5.5 (control).
    private bool IsAllowed()
    {
        var isRight = (_header[0] & ReservedBits) == 0 && (_header[1] & MaskBit) != 0 && Opcode switch
        {
            WebSocketOpcode.Continuation => _isInMessage,
            WebSocketOpcode.Text or WebSocketOpcode.Binary => !_isInMessage,
            WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong =>
                IsFinal && (_header[1] & ~MaskBit) <= MaxControlBytes,
            _ => false,
        };
        return isRight || Break();
    }

    private bool Break()
    {
        (_hasEnded, CloseCode) = (true, ProtocolError);
        return false;
    }

    private Span<byte> TakePayload(ref Span<byte> received)
    {
        var taken = received[..(int)Math.Min(_frameBytes - _takenBytes, (ulong)received.Length)];
        received = received[taken.Length..];
        var mask = _header.AsSpan(HeaderBytes - 4, 4);
        var at = (int)(_takenBytes & 3);
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] ^= mask[(at + i) & 3];
        }

        if (IsControl)
        {
            _control ??= new byte[MaxControlBytes];
            taken.CopyTo(_control.AsSpan((int)_takenBytes));
        }

        _takenBytes += (ulong)taken.Length;
        return taken;
    }

    private WebSocketStatus ReadControl(ReadOnlySpan<byte> payload)
    {
        switch (Opcode)
        {
            case WebSocketOpcode.Ping:
                return WebSocketStatus.Ping;
            case WebSocketOpcode.Close when payload.Length == 1 || (payload.Length > 1 && !IsCode(CodeOf(payload))):
                Break();
                return WebSocketStatus.Broken;
            case WebSocketOpcode.Close:
                _hasEnded = true;
                CloseCode = payload.IsEmpty ? NormalClosure : CodeOf(payload);   // 5.5.1: "typically echos the status code"
                return WebSocketStatus.Closed;
            default:
                return WebSocketStatus.NeedsMore;   // a pong, which nobody asked for
        }
    }

    private static ushort CodeOf(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadUInt16BigEndian(payload);

    // RFC 6455, 7.4, and what IANA has added to it; 1004 to 1006 and 1015 are never sent.
    private static bool IsCode(ushort code) =>
        code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}

/// <summary>What came next from a client.</summary>
internal enum WebSocketStatus
{
    /// <summary>Nothing until more is received.</summary>
    NeedsMore,

    /// <summary>Bytes of a message, of either kind.</summary>
    Data,

    /// <summary>Bytes of a message, or none, and its end.</summary>
    EndOfMessage,

    /// <summary>A ping, whose payload a pong brings back.</summary>
    Ping,

    /// <summary>A close frame. Nothing comes after it.</summary>
    Closed,

    /// <summary>The client broke the rules. Nothing that comes after it has a meaning.</summary>
    Broken,
}

/// <summary>RFC 6455, 5.2.</summary>
internal enum WebSocketOpcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
