using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Interlude.Load.Wire;

/// <summary>One connection of the generator: a socket that never waits, what is to be sent, and what has been counted.</summary>
internal sealed class LoadClient : IDisposable
{
    // What one receive may bring. A short one says that no more is there, and saves the call that would be told so.
    public const int ReceiveBytes = 16 * 1024;
    public const int ShortReceive = 4096;

    // IP_BIND_ADDRESS_NO_PORT: connecting chooses the port. Binding would search for one that nobody has, 1 ms with thousands taken.
    private const int BindAddressNoPort = 24;

    private readonly Socket _socket;
    private readonly int _descriptor;
    private readonly Epoll _epoll;
    private byte[] _out = [];
    private int _outStart;
    private int _outEnd;
    private uint _interest = Epoll.Readable;
    private LineRest _rest;
    private int[] _remaining = [];

    /// <summary>Connects, waiting. Connections come from 127.0.0.2 and on, 10,000 from each, for ports are fewer than clients may be.</summary>
    /// <param name="epoll">Which is to tell of it.</param>
    /// <param name="index">Of the client.</param>
    /// <param name="name">The number in its nick, which no two ever connected have in common.</param>
    /// <param name="server">Where to.</param>
    /// <exception cref="LoadException">Nobody listens there any more, or no port is free.</exception>
    public LoadClient(Epoll epoll, int index, int name, IPEndPoint server)
    {
        _epoll = epoll;
        Index = index;
        Nick = $"u{name}";
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.SetRawSocketOption(0, BindAddressNoPort, BitConverter.GetBytes(1));
        _socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (name / 10_000))]), 0));
        try
        {
            _socket.Connect(server);
        }
        catch (SocketException failure)
        {
            _socket.Dispose();
            throw new LoadException(failure.SocketErrorCode == SocketError.AddressNotAvailable
                ? $"Client {index} finds no free port: another program has used them up, and they are free again after a minute."
                : $"Client {index} cannot connect to {server}: {failure.Message}.");
        }

        _descriptor = (int)_socket.Handle;
        epoll.Watch(_descriptor, index, _interest);
    }

    public int Index { get; }

    public string Nick { get; set; }

    public ClientStage Stage { get; set; }

    /// <summary>Capabilities that the server has acknowledged.</summary>
    public int Capabilities { get; set; }

    /// <summary>Whether it is sent its own messages.</summary>
    public bool Echoes { get; set; }

    /// <summary>Whether it does not read now, and no sender waits for it.</summary>
    public bool IsDeaf { get; private set; }

    /// <summary>Whether the server may drop it: it did not read for a while.</summary>
    public bool MayBeDropped { get; private set; }

    /// <summary>Whether the server has dropped it.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Whether it comes and goes, so that no sender waits for it.</summary>
    public bool IsPassing { get; set; }

    /// <summary>Messages that came.</summary>
    public long Messages { get; set; }

    /// <summary>Joins, parts and renames that came.</summary>
    public long Events { get; set; }

    /// <summary>Messages that it has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Of these, those that have not reached all who are waited for.</summary>
    public int InFlight { get; private set; }

    public bool HasUnsent => _outEnd > _outStart;

    public void Put(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    /// <summary>Room for bytes at the end of what is to be sent.</summary>
    public Span<byte> Room(int length)
    {
        if (_outEnd + length > _out.Length)
        {
            Array.Resize(ref _out, Math.Max(256, (_outEnd + length) * 2));
        }

        _outEnd += length;
        return _out.AsSpan(_outEnd - length, length);
    }

    /// <summary>Notes a message as sent, which so many are to receive.</summary>
    public void NoteSent(int recipients)
    {
        if (Sent == _remaining.Length)
        {
            Array.Resize(ref _remaining, Math.Max(64, Sent * 2));
        }

        _remaining[Sent++] = recipients;
        InFlight += recipients > 0 ? 1 : 0;
    }

    /// <summary>Notes that one of those waited for has it.</summary>
    /// <returns>Whether it was the last of them.</returns>
    /// <exception cref="LoadException">All had it already, or it was never sent.</exception>
    public bool NoteReceived(int number)
    {
        if ((uint)number >= (uint)Sent || --_remaining[number] < 0)
        {
            throw new LoadException($"Message {number} of client {Index} was delivered more often than it has recipients.");
        }

        if (_remaining[number] > 0)
        {
            return false;
        }

        InFlight--;
        return true;
    }

    /// <summary>Sends what waits, as far as the system takes it; the rest when it says so.</summary>
    public void Flush()
    {
        while (_outStart < _outEnd)
        {
            var sent = Libc.Send(_descriptor, ref _out[_outStart], _outEnd - _outStart, Libc.DontWait | Libc.NoSignal);
            if (sent < 0)
            {
                if (Marshal.GetLastPInvokeError() is Libc.Again or Libc.Interrupted)
                {
                    break;
                }

                throw new LoadException($"Client {Index} cannot send: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
            }

            _outStart += (int)sent;
        }

        if (_outStart == _outEnd)
        {
            _outStart = _outEnd = 0;
        }

        Rewatch();
    }

    public void StopReading()
    {
        IsDeaf = MayBeDropped = true;
        Rewatch();
    }

    /// <summary>Neither reads nor sends any more.</summary>
    public void GiveUp()
    {
        IsGone = true;
        Dispose();
    }

    public void ResumeReading()
    {
        IsDeaf = false;
        Rewatch();
    }

    /// <summary>Receives once into the cutter, after the beginning that was kept.</summary>
    /// <returns>How many bytes; 0 at the end of input, -1 if none are there.</returns>
    public int Receive(LineCutter cutter)
    {
        var room = cutter.Begin(_rest);
        var count = (int)Libc.Receive(_descriptor, ref room[0], Math.Min(room.Length, ReceiveBytes), Libc.DontWait);
        if (count > 0)
        {
            cutter.Add(count);
        }

        return count >= 0 ? count
            : Marshal.GetLastPInvokeError() is Libc.Again or Libc.Interrupted ? -1
            : 0;   // reset: an end like another
    }

    public void KeepRest(LineCutter cutter) => cutter.End(ref _rest);

    /// <summary>Breaks off, so that no port stays taken.</summary>
    public void Dispose()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    private void Rewatch()
    {
        var interest = (IsDeaf ? 0 : Epoll.Readable) | (HasUnsent ? Epoll.Writable : 0);
        if (interest != _interest && !IsGone)
        {
            _interest = interest;
            _epoll.Rewatch(_descriptor, Index, interest);
        }
    }
}
