using System.Globalization;
using System.Text;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Proxies;

/// <summary>An HTTP proxy, asked by CONNECT (RFC 9110, 9.3.6), with or without user and password (Basic, RFC 7617).</summary>
public sealed record HttpProxy(LineEndPoint.Tcp EndPoint, string? User, string? Password) : Proxy(EndPoint, User, Password)
{
    private const int MostHeaderBytes = 64 * 1024;

    /// <inheritdoc/>
    public override async Task AskAsync(LineTransport transport, LineEndPoint.Tcp target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(target);
        var authorization = User is null
            ? ""
            : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}\r\n";
        var place = target with { Host = NameOf(target) };
        await transport.SendAsync(Encoding.ASCII.GetBytes($"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{authorization}\r\n")).ConfigureAwait(false);

        (int Code, string Reason) status;
        do
        {
            status = await ReadHeadAsync(transport, cancellationToken).ConfigureAwait(false);
        }
        while (status.Code < 200);   // an interim answer, without content (RFC 9110, 15.2)

        if (status.Code > 299)
        {
            throw new ProxyException((status.Code, User) switch
            {
                (407, null) => $"{this} asks for a user and a password; write them before its host, as USER:PASSWORD@",
                (407, _) => $"{this} does not accept the user '{User}' with that password",
                _ => $"{this} does not connect to {target}: {$"{status.Code} {VisibleText.Escape(status.Reason)}".TrimEnd()}",
            });
        }
    }

    // Byte by byte, for what follows the head belongs to the target already.
    private async Task<(int Code, string Reason)> ReadHeadAsync(LineTransport transport, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            await ReceiveAllAsync(transport, one, ToString(), cancellationToken).ConfigureAwait(false);
            head.Add(one[0]);
            if (head.Count == MostHeaderBytes)
            {
                throw new ProxyException($"{this} answers with more than {MostHeaderBytes} bytes");
            }
        }

        // HTTP/1.1 200 Connection established
        var words = Encoding.Latin1.GetString([.. head]).Split('\n')[0].TrimEnd('\r').Split(' ', 3);
        return words[0].StartsWith("HTTP/1.", StringComparison.Ordinal) && words.Length > 1
            && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599
                ? (code, words.Length > 2 ? words[2] : "")
                : throw new ProxyException($"{this} does not speak HTTP");
    }

    private static bool EndsHead(List<byte> head) => head is [.., (byte)'\n', (byte)'\r', (byte)'\n'] or [.., (byte)'\n', (byte)'\n'];
}
