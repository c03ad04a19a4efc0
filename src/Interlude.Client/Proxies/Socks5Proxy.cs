using System.Buffers.Binary;
using System.Net;
using System.Text;
using Interlude.Lines;

namespace Interlude.Client.Proxies;

/// <summary>SOCKS 5 (RFC 1928), with or without user and password (RFC 1929).</summary>
public sealed record Socks5Proxy(LineEndPoint.Tcp EndPoint, string? User, string? Password) : Proxy(EndPoint, User, Password)
{
    private const byte Version = 5, PasswordVersion = 1, Connect = 1;
    private const byte NoneNeeded = 0, ByPassword = 2, NoneAccepted = 0xFF;
    private const byte Ipv4 = 1, DomainName = 3, Ipv6 = 4;

    /// <inheritdoc/>
    public override async Task AskAsync(LineTransport transport, LineEndPoint.Tcp target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(target);
        var request = Request(target);
        byte[] methods = User is null ? [Version, 1, NoneNeeded] : [Version, 2, NoneNeeded, ByPassword];
        await transport.SendAsync(methods).ConfigureAwait(false);
        var chosen = await ReceiveAsync(transport, 2, cancellationToken).ConfigureAwait(false);
        switch (chosen[1])
        {
            case NoneNeeded:
                break;
            case ByPassword when User is not null:
                await LogInAsync(transport, cancellationToken).ConfigureAwait(false);
                break;
            case NoneAccepted when User is null:
                throw new ProxyException($"{this} asks for a user and a password; write them before its host, as USER:PASSWORD@");
            default:
                throw new ProxyException($"{this} accepts no way to log in that is known here");
        }

        await transport.SendAsync(request).ConfigureAwait(false);
        var answer = await ReceiveAsync(transport, 4, cancellationToken).ConfigureAwait(false);
        if (answer[1] != 0)
        {
            throw new ProxyException($"{this} does not connect to {target}: {Reason(answer[1])}");
        }

        // The address that it connects from is of no interest, but it has to be read.
        var length = answer[3] switch
        {
            Ipv4 => 4,
            Ipv6 => 16,
            DomainName => (await ReadAsync(transport, 1, cancellationToken).ConfigureAwait(false))[0],
            _ => throw new ProxyException($"{this} does not speak SOCKS 5"),
        };
        await ReadAsync(transport, length + 2, cancellationToken).ConfigureAwait(false);
    }

    // RFC 1929, 2.
    private async Task LogInAsync(LineTransport transport, CancellationToken cancellationToken)
    {
        var (user, password) = (Encoding.UTF8.GetBytes(User!), Encoding.UTF8.GetBytes(Password ?? ""));
        byte[] request = [PasswordVersion, (byte)user.Length, .. user, (byte)password.Length, .. password];
        await transport.SendAsync(request).ConfigureAwait(false);
        if ((await ReadAsync(transport, 2, cancellationToken).ConfigureAwait(false))[1] != 0)
        {
            throw new ProxyException($"{this} does not accept the user '{User}' with that password");
        }
    }

    // RFC 1928, 4: an address as one, anything else as a name that the proxy looks up.
    private byte[] Request(LineEndPoint.Tcp target)
    {
        var name = Encoding.ASCII.GetBytes(NameOf(target));
        byte[] place = IPAddress.TryParse(target.Host, out var address)
            ? [address.GetAddressBytes().Length == 4 ? Ipv4 : Ipv6, .. address.GetAddressBytes()]
            : [DomainName, (byte)name.Length, .. name];
        byte[] request = [Version, Connect, 0, .. place, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(^2..), (ushort)target.Port);
        return request;
    }

    private async Task<byte[]> ReceiveAsync(LineTransport transport, int count, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(transport, count, cancellationToken).ConfigureAwait(false);
        return answer[0] == Version ? answer : throw new ProxyException($"{this} does not speak SOCKS 5");
    }

    private async Task<byte[]> ReadAsync(LineTransport transport, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await ReceiveAllAsync(transport, bytes, ToString(), cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    // RFC 1928, 6.
    private static string Reason(byte code) => code switch
    {
        1 => "it failed",
        2 => "its rules do not allow that",
        3 => "the network cannot be reached",
        4 => "the host cannot be reached",
        5 => "the connection was refused",
        6 => "it took too long",
        7 or 8 => "it cannot do that",
        _ => $"code {code}",
    };
}
