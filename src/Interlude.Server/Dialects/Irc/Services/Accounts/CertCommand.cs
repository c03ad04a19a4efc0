using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>Client certificates that log in by themselves (SASL EXTERNAL).</summary>
internal sealed class CertCommand() : ServiceCommand(
    "CERT", "ADD [<fingerprint>] | DEL <fingerprint> | LIST", "lets a client certificate log you in (SASL EXTERNAL)", 1)
{
    private const int FingerprintLength = 64;   // SHA-256 in hexadecimal digits

    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (Ascii.EqualsIgnoreCase(words[1], "LIST"u8))
        {
            var fingerprints = client.View.Find(client.User!.Account!.Id)!.Fingerprints;
            foreach (var known in fingerprints)
            {
                service.Say(client, $"{known}");
            }

            service.Say(client, $"{fingerprints.Count} certificates.");
        }
        else if (Ascii.EqualsIgnoreCase(words[1], "ADD"u8) && words.Count == 2 && client.Peer.Fingerprint is { } shown)
        {
            client.Accounts.Wish(new Command.ChangeFingerprint(IrcTexts.From(shown)), new ServiceAnswers(service));
        }
        else if (words.Count > 2 && Read(words[2]) is { } fingerprint)
        {
            var isAdded = Ascii.EqualsIgnoreCase(words[1], "ADD"u8);
            client.Accounts.Wish(new Command.ChangeFingerprint(fingerprint, isAdded), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"{Usage}; a fingerprint is the SHA-256 of the certificate, and yours if you give none and connect with one.");
        }
    }

    private static Text? Read(ReadOnlySpan<byte> word)
    {
        var digits = Encoding.ASCII.GetString(word).Replace(":", "", StringComparison.Ordinal);
        return digits.Length == FingerprintLength && digits.All(char.IsAsciiHexDigit)
            ? IrcTexts.From(string.Concat(digits.Select(digit => digit is >= 'A' and <= 'F' ? (char)(digit + 32) : digit)))
            : null;
    }
}
