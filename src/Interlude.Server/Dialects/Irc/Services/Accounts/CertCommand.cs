using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>Client certificates that log in by themselves (SASL EXTERNAL).</summary>
internal sealed class CertCommand() : ServiceCommand(
    "CERT", "ADD | DEL <fingerprint> | LIST", "lets a client certificate log you in (SASL EXTERNAL)", 1)
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
        else if (!MayChange(service, client))
        {
            return;
        }
        else if (Ascii.EqualsIgnoreCase(words[1], "ADD"u8))
        {
            Add(service, client, words);
        }
        else if (words.Count > 2 && Ascii.EqualsIgnoreCase(words[1], "DEL"u8) && Read(words[2]) is { } fingerprint)
        {
            client.Accounts.Wish(new Command.ChangeFingerprint(fingerprint, IsAdded: false), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"{Usage}; a fingerprint is the SHA-256 of the certificate.");
        }
    }

    // Only who connects with a certificate has its key; whoever has seen it could say its fingerprint.
    private static void Add(Service service, IrcClient client, ServiceWords words)
    {
        if (client.Peer.Fingerprint is not { } shown)
        {
            service.Say(client, $"You have shown no client certificate. Connect over TLS with the one you mean, and say CERT ADD then.");
        }
        else if (words.Count > 2 && Read(words[2])?.ToString() != shown)
        {
            service.Say(client, $"That is not the certificate that you have shown. Connect with the one you mean, and say CERT ADD then.");
        }
        else
        {
            client.Accounts.Wish(new Command.ChangeFingerprint(IrcTexts.From(shown)), new ServiceAnswers(service));
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
