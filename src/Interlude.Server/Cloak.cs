using System.Security.Cryptography;
using System.Text;
using Interlude.World;

namespace Interlude.Server;

/// <summary>What others see in the place of an address: the same for the same address and key, and no way back from it.</summary>
/// <remarks>
/// <code>
/// cloak = part "." part "." part ".ip"     ; the address; its /24 or /56; its /16 or /40: so bans can cover neighbours
/// part  = 8*8( "a"-"z" / "2"-"7" )         ; of HMAC-SHA-256
/// </code>
/// What is no address, such as a local socket's <c>localhost</c>, tells nothing and stays.
/// </remarks>
internal static class Cloak
{
    private const int PartLength = 8;

    public static SourceWord Of(Peer peer, ReadOnlySpan<byte> key)
    {
        var ip = peer.Ip.Span;
        if (ip.IsEmpty)
        {
            return Plain(peer.Host);
        }

        var (near, far) = ip.Length == 4 ? (3, 2) : (7, 5);
        return Word($"{Part(ip, key)}.{Part(ip[..near], key)}.{Part(ip[..far], key)}.ip");
    }

    /// <summary>An address as it stands in a source: it must not begin with a colon.</summary>
    public static SourceWord Plain(string host) => Word(host.StartsWith(':') ? "0" + host : host);

    private static SourceWord Word(string text) => SourceWord.TryCreate(Encoding.ASCII.GetBytes(text), out var word)
        ? word
        : throw new ArgumentException($"\"{text}\" is no address and no name of a host.", nameof(text));

    // Thirty-five bits and some: enough that neighbours differ, too few to be anything but a name.
    private static string Part(ReadOnlySpan<byte> address, ReadOnlySpan<byte> key)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        var hash = HMACSHA256.HashData(key, address);
        return string.Create(PartLength, hash, static (part, hash) =>
        {
            for (var index = 0; index < part.Length; index++)
            {
                part[index] = Alphabet[hash[index] & 31];
            }
        });
    }
}
