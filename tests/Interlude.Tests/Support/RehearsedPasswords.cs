using System.Security.Cryptography;
using System.Text;
using Interlude.Server;

namespace Interlude.Tests.Support;

/// <summary>
/// Passwords without workers: verifiers are real ones of few rounds, with a salt that is made of the password, so that a
/// transcript is the same each time. <c>verifier of pass</c> is one too, of <c>pass</c>.
/// </summary>
internal static class RehearsedPasswords
{
    private const int Rounds = 4096;

    internal static RequestResult Answer(ServerRequest what) => what switch
    {
        ServerRequest.CheckPassword check => new RequestResult.PasswordChecked(Fits(check)),
        ServerRequest.MakeVerifier make => new RequestResult.VerifierMade(VerifierOf(make.Password.Span)),
        ServerRequest.ReadHistory => new RequestResult.HistoryRead(null),
        ServerRequest.ReadHistoryTargets => new RequestResult.HistoryTargetsRead(null),
        _ => new RequestResult.ConfigurationRead(null, "interlude.jsonc", "There is none."),
    };

    internal static string VerifierOf(ReadOnlySpan<byte> password)
    {
        var salt = SHA256.HashData(password)[..16];
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Rounds}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }

    internal static bool Fits(ServerRequest.CheckPassword check) =>
        check.Verifier == $"verifier of {Encoding.UTF8.GetString(check.Password.Span)}" || check.Verifier == VerifierOf(check.Password.Span);
}
