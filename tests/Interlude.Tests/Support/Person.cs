using System.Net.Sockets;
using System.Text;

namespace Interlude.Tests.Support;

/// <summary>Somebody on a socket: writes text, reads lines, waits for what is to come and never for a time.</summary>
internal sealed class Person : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly StreamReader _lines;

    private Person(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
        _lines = new StreamReader(_stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
    }

    public static async Task<Person> ConnectAsync(int port, string host = "127.0.0.1", int? receiveBufferBytes = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.ReceiveBufferSize = receiveBufferBytes ?? socket.ReceiveBufferSize;
        await socket.ConnectAsync(host, port);
        return new Person(socket);
    }

    /// <summary>Connects, takes a name and has arrived in the lobby.</summary>
    public static async Task<Person> ArriveAsync(int port, string name, int? receiveBufferBytes = null)
    {
        var person = await ConnectAsync(port, receiveBufferBytes: receiveBufferBytes);
        await person.WriteAsync($"{name}\n");
        await person.ReadUntilAsync($"* Hello, {name}.");
        return person;
    }

    public async Task WriteAsync(string text) => await WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None).AsTask().WaitAsync(Limit)..];
        }
    }

    /// <summary>The first line to come that begins so.</summary>
    public async Task<string> ReadUntilAsync(string beginning)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"The connection ended before \"{beginning}\".");
    }

    /// <summary>The first line to come that holds this.</summary>
    public async Task<string> ReadToAsync(string part)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"The connection ended before \"{part}\".");
    }

    /// <summary>Null at the end.</summary>
    public Task<string?> ReadLineAsync() => _lines.ReadLineAsync().WaitAsync(Limit);

    /// <summary>Bytes that are no text; only when all text that came before has been read.</summary>
    public async Task ReadBytesAsync(Memory<byte> bytes) =>
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Limit);

    public Task<string> ReadToEndAsync() => _lines.ReadToEndAsync().WaitAsync(Limit);

    public void EndInput() => _socket.Shutdown(SocketShutdown.Send);

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _lines.Dispose();
}
