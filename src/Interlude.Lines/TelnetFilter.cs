using System.Buffers;

namespace Interlude.Lines;

/// <summary>Takes telnet's commands out of a stream and refuses every option, so that <c>telnet</c> works as a terminal
/// for any line protocol.</summary>
/// <remarks>
/// <para>IAC IAC is the byte 0xFF. WILL is answered DONT and DO is answered WONT, each option once; WONT and DONT agree
/// with what is so already and need no answer. Other commands are dropped, and subnegotiations up to IAC SE, of which
/// nothing is kept however long they are. (RFC 854, RFC 855.)</para>
/// <para>CR NUL becomes CR LF: RFC 1123, 3.3.1 has both mean the end-of-line key, and a line should end at either.</para>
/// </remarks>
public sealed class TelnetFilter : IByteFilter
{
    private const byte Se = 240, Sb = 250, Will = 251, Wont = 252, Do = 253, Dont = 254, Iac = 255;

    private readonly UInt128[] _answered = new UInt128[4];   // 256 bits for WILL, then 256 for DO
    private State _state;
    private byte _verb;
    private bool _afterCr;

    private enum State : byte
    {
        Data,
        Command,
        Option,
        Subnegotiation,
        SubnegotiationCommand,
    }

    /// <inheritdoc/>
    public int Filter(Span<byte> received, IBufferWriter<byte> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (_state == State.Data && !received.IsEmpty && received.IndexOfAny(Iac, (byte)0) < 0)
        {
            _afterCr = received[^1] == '\r';
            return received.Length;
        }

        var kept = 0;
        for (var i = 0; i < received.Length; i++)
        {
            var b = received[i];
            switch (_state)
            {
                case State.Data when b == Iac:
                    _state = State.Command;
                    break;
                case State.Data:
                    received[kept++] = Data(b);
                    break;
                case State.Command when b == Iac:
                    _state = State.Data;
                    received[kept++] = Data(b);
                    break;
                case State.Command:
                    _verb = b;
                    _state = b switch
                    {
                        Sb => State.Subnegotiation,
                        Will or Wont or Do or Dont => State.Option,
                        _ => State.Data,
                    };
                    break;
                case State.Option:
                    Answer(b, answers);
                    _state = State.Data;
                    break;
                case State.Subnegotiation when b == Iac:
                    _state = State.SubnegotiationCommand;
                    break;
                case State.SubnegotiationCommand:
                    _state = b == Se ? State.Data : State.Subnegotiation;
                    break;
            }
        }

        return kept;
    }

    private byte Data(byte b)
    {
        var endOfLine = _afterCr && b == 0;
        _afterCr = b == '\r';
        return endOfLine ? (byte)'\n' : b;
    }

    private void Answer(byte option, IBufferWriter<byte> answers)
    {
        if (_verb is not (Will or Do))
        {
            return;
        }

        ref var answered = ref _answered[(_verb == Do ? 2 : 0) + (option >> 7)];
        var bit = UInt128.One << (option & 127);
        if ((answered & bit) == 0)
        {
            answered |= bit;
            answers.Write([Iac, _verb == Will ? Dont : Wont, option]);
        }
    }
}
