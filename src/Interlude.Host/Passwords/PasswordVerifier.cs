using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Interlude.Host.Passwords;

/// <summary>
/// What is kept of a password: enough to check it, by itself or in a SCRAM exchange, and not enough to log in with.
/// </summary>
/// <remarks>
/// <code>
/// verifier = "SCRAM-SHA-256$" rounds ":" base64(salt) "$" base64(StoredKey) ":" base64(ServerKey)
/// </code>
/// The keys are those of RFC 5802, section 3, with SHA-256 (RFC 7677). A password is its bytes; nothing is normalized.
/// </remarks>
internal sealed class PasswordVerifier
{
    public const int LeastRounds = 4096;   // RFC 7677, section 4
    public const int MostRounds = 10_000_000;
    public const int UsualRounds = 600_000;

    /// <summary>To follow "is not".</summary>
    public const string Allowed = "what interlude hash-password prints";

    private const string Scheme = "SCRAM-SHA-256$";
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    private readonly byte[] _salt;
    private readonly byte[] _storedKey;
    private readonly byte[] _serverKey;

    private PasswordVerifier(int rounds, byte[] salt, byte[] storedKey, byte[] serverKey) =>
        (Rounds, _salt, _storedKey, _serverKey) = (rounds, salt, storedKey, serverKey);

    public int Rounds { get; }

    /// <summary>Makes one, with a new salt. Takes as long as a check.</summary>
    public static PasswordVerifier Create(ReadOnlySpan<byte> password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var salted = Salted(password, salt, rounds);
        return new PasswordVerifier(rounds, salt, StoredKeyOf(salted), HMACSHA256.HashData(salted, "Server Key"u8));
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out PasswordVerifier? verifier)
    {
        verifier = null;
        if (text.StartsWith(Scheme, StringComparison.Ordinal)
            && text[Scheme.Length..].Split('$') is [var first, var second]
            && first.Split(':') is [var number, var saltText]
            && second.Split(':') is [var storedText, var serverText]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            && rounds is >= LeastRounds and <= MostRounds
            && TryDecode(saltText, out var salt) && salt.Length is >= 8 and <= 256
            && TryDecode(storedText, out var stored) && stored.Length == KeyBytes
            && TryDecode(serverText, out var server) && server.Length == KeyBytes)
        {
            verifier = new PasswordVerifier(rounds, salt, stored, server);
        }

        return verifier is not null;
    }

    /// <summary>Whether it is the password. Slow on purpose: some 150 ms for the usual number of rounds.</summary>
    public bool Fits(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(StoredKeyOf(Salted(password, _salt, Rounds)), _storedKey);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scheme}{Rounds}:{Convert.ToBase64String(_salt)}${Convert.ToBase64String(_storedKey)}:{Convert.ToBase64String(_serverKey)}");

    private static byte[] Salted(ReadOnlySpan<byte> password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, KeyBytes);

    private static byte[] StoredKeyOf(byte[] salted) => SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text, bytes, out var count);
        bytes = bytes[..count];
        return isBase64;
    }
}
