using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Interlude.Server.Accounts;

/// <summary>What a SCRAM-SHA-256 exchange needs of a verifier. RFC 5802, 3; RFC 7677.</summary>
/// <remarks><c>verifier = "SCRAM-SHA-256$" rounds ":" base64(salt) "$" base64(StoredKey) ":" base64(ServerKey)</c></remarks>
internal sealed class ScramVerifier
{
    private const string Scheme = "SCRAM-SHA-256$";
    private readonly byte[] _storedKey;
    private readonly byte[] _serverKey;

    private ScramVerifier(int rounds, string salt, byte[] storedKey, byte[] serverKey) =>
        (Rounds, Salt, _storedKey, _serverKey) = (rounds, salt, storedKey, serverKey);

    public int Rounds { get; }

    /// <summary>In base64.</summary>
    public string Salt { get; }

    /// <summary>Reads a verifier; false: it is of no such form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ScramVerifier? verifier)
    {
        verifier = null;
        if (text.StartsWith(Scheme, StringComparison.Ordinal)
            && text[Scheme.Length..].Split('$') is [var first, var second]
            && first.Split(':') is [var number, var salt] && second.Split(':') is [var stored, var server]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            && TryDecode(stored, out var storedKey) && TryDecode(server, out var serverKey))
        {
            verifier = new ScramVerifier(rounds, salt, storedKey, serverKey);
        }

        return verifier is not null;
    }

    /// <summary>One that no password fits, and that looks like any other: the same as long as the key is.</summary>
    public static string Fake(ReadOnlySpan<byte> key, string name, int rounds)
    {
        var salt = Convert.ToBase64String(Derive(key, "salt", name)[..16]);
        var (stored, server) = (Convert.ToBase64String(Derive(key, "stored", name)), Convert.ToBase64String(Derive(key, "server", name)));
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}{rounds}:{salt}${stored}:{server}");
    }

    /// <summary>Whether a client's proof fits what was said. RFC 5802, 3: H(ClientProof XOR HMAC(StoredKey, AuthMessage)) = StoredKey.</summary>
    public bool Fits(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> authMessage)
    {
        if (proof.Length != SHA256.HashSizeInBytes)
        {
            return false;
        }

        var clientKey = HMACSHA256.HashData(_storedKey, authMessage);
        for (var index = 0; index < clientKey.Length; index++)
        {
            clientKey[index] ^= proof[index];
        }

        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), _storedKey);
    }

    /// <summary>What shows the client that the server has the verifier: HMAC(ServerKey, AuthMessage).</summary>
    public byte[] Sign(ReadOnlySpan<byte> authMessage) => HMACSHA256.HashData(_serverKey, authMessage);

    private static byte[] Derive(ReadOnlySpan<byte> key, string what, string name) =>
        HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes($"{what} of {name}"));

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text, bytes, out var count);
        bytes = bytes[..count];
        return isBase64 && count == SHA256.HashSizeInBytes;
    }
}
