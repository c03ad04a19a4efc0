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
/// What is no address, such as a local socket's <c>localhost</c>, tells nothing and stays. The hash of the last key is kept: to make
/// it ready costs several times what a hash does.
/// </remarks>
internal sealed class Cloaks
{
    private const int PartLength = 8;
    private const int Parts = 3;

    private byte[] _key = [];
    private IncrementalHash? _hash;   // of the key

    public SourceWord Of(Peer peer, ReadOnlySpan<byte> key)
    {
        var ip = peer.Ip.Span;
        if (ip.IsEmpty)
        {
            return Plain(peer.Host);
        }

        if (_hash is null || !key.SequenceEqual(_key))
        {
            _hash?.Dispose();
            (_key, _hash) = (key.ToArray(), IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        }

        var (near, far) = ip.Length == 4 ? (3, 2) : (7, 5);
        Span<byte> word = stackalloc byte[Parts * (PartLength + 1) + 2];
        Part(_hash, ip, word);
        Part(_hash, ip[..near], word[(PartLength + 1)..]);
        Part(_hash, ip[..far], word[(2 * (PartLength + 1))..]);
        "ip"u8.CopyTo(word[^2..]);
        return Word(word);
    }

    /// <summary>An address as it stands in a source: it must not begin with a colon.</summary>
    public static SourceWord Plain(string host) => Word(Encoding.ASCII.GetBytes(host.StartsWith(':') ? "0" + host : host));

    private static SourceWord Word(ReadOnlySpan<byte> text) => SourceWord.TryCreate(text, out var word)
        ? word
        : throw new ArgumentException($"\"{Encoding.ASCII.GetString(text)}\" is no address and no name of a host.", nameof(text));

    // Thirty-five bits and some: enough that neighbours differ, too few to be anything but a name. And a dot.
    private static void Part(IncrementalHash hash, ReadOnlySpan<byte> address, Span<byte> part)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.AppendData(address);
        hash.GetHashAndReset(bytes);
        for (var index = 0; index < PartLength; index++)
        {
            part[index] = "abcdefghijklmnopqrstuvwxyz234567"u8[bytes[index] & 31];
        }

        part[PartLength] = (byte)'.';
    }
}
