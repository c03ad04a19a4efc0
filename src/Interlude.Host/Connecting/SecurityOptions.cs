using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interlude.Client.Destinations;
using Interlude.Client.Security;
using Interlude.Lines;

namespace Interlude.Host.Connecting;

/// <summary>How TLS is spoken by <c>interlude connect</c>, and whom it believes.</summary>
internal sealed class SecurityOptions
{
    public Option<string[]> Authorities { get; } = new("--ca") { HelpName = "FILE", Description = "Believe these authorities (PEM), and not the machine's.", DefaultValueFactory = _ => [] };

    public Option<TlsPin[][]> Pins { get; } = Parsed.Options<TlsPin[]>(
        "--pin", "SHA256", "Believe the certificate or public key with this SHA-256, whatever else is said of it.", TryParsePin);

    public Option<string?> Certificate { get; } = new("--cert") { HelpName = "FILE", Description = "Show this certificate (PEM, with its chain) to a server that asks for one." };

    public Option<string?> Key { get; } = new("--key") { HelpName = "FILE", Description = "Its private key (PEM); without it, in the same file." };

    public Option<string?> ServerName { get; } = new("--server-name") { HelpName = "NAME", Description = "The name to ask for (SNI) and to look for in the certificate, in place of HOST." };

    public Option<string[]> Alpn { get; } = new("--alpn") { HelpName = "NAME", Description = "Offer this protocol (ALPN); the preferred one first.", DefaultValueFactory = _ => [] };

    public Option<Given<TlsVersion>?> Minimum { get; } = new("--tls-min")
    {
        HelpName = "VERSION",
        Description = "The oldest version of TLS that is spoken: 1.2, or 1.3.",
        CustomParser = result =>
        {
            switch (result.Tokens[^1].Value)
            {
                case "1.2":
                    return new(TlsVersion.Tls12);
                case "1.3":
                    return new(TlsVersion.Tls13);
                case var other:
                    result.AddError($"--tls-min: \"{other}\" is not 1.2 or 1.3.");
                    return null;
            }
        },
        CompletionSources = { "1.2", "1.3" },
    };

    public Option<bool> Insecure { get; } = new("--insecure") { Description = "Believe anybody." };

    public Option<bool> Info { get; } = new("--tls-info") { Description = "Say on standard error what was agreed and who the server is." };

    public Option<StartTls?> StartTls { get; } = Parsed.Option<StartTls>(
        "--starttls", "PROTOCOL", $"Begin TLS as the protocol does: {string.Join(", ", Client.Security.StartTls.Known.Keys.Order(StringComparer.Ordinal))}.", TryParseStartTls)
        .Suggesting([.. Client.Security.StartTls.Known.Keys]);

    private Option[] All => [Authorities, Pins, Certificate, Key, ServerName, Alpn, Minimum, Insecure, Info, StartTls];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether a connection there will be under TLS.</summary>
    public bool IsTls(ParseResult parsed, Destination destination) =>
        destination is Destination.Server { IsTls: true } || destination is Destination.Web { Uri.Scheme: "wss" } || parsed.GetValue(StartTls) is not null;

    /// <summary>Whether the server goes on answering when it is told that no more comes: under TLS many do not.</summary>
    public bool CanHalfClose(ParseResult parsed, Destination destination) => destination.CanHalfClose && !IsTls(parsed, destination);

    /// <summary>Whether people have to be told that nobody is verified.</summary>
    public bool SaysInsecure(ParseResult parsed) => parsed.GetValue(Insecure);

    /// <summary>Reads what was asked for, and the files that it names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="tls">The settings.</param>
    /// <param name="error">Otherwise a sentence.</param>
    public bool TryRead(ParseResult parsed, Destination destination, [NotNullWhen(true)] out TlsClientOptions? tls, [NotNullWhen(false)] out string? error)
    {
        (tls, error) = (null, Check(parsed, destination));
        if (error is not null || !TryReadTrust(parsed, out var trust, out error) || !TryReadCertificate(parsed, out var certificate, out error))
        {
            return false;
        }

        tls = new TlsClientOptions
        {
            Trust = trust,
            Certificate = certificate,
            ServerName = parsed.GetValue(ServerName),
            MinimumVersion = parsed.GetValue(Minimum)?.Value ?? TlsVersion.Tls12,
            ApplicationProtocols = parsed.GetValue(Alpn) is { Length: > 0 } names ? [.. names.Select(name => new SslApplicationProtocol(name))] : [],
        };
        return true;
    }

    private string? Check(ParseResult parsed, Destination destination)
    {
        var given = All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        var trusts = new Option[] { Authorities, Pins, Insecure }.Where(option => parsed.GetResult(option) is { Implicit: false }).ToArray();
        return given is not null && !IsTls(parsed, destination) ? $"{given.Name} is for TLS; write tls:// or wss://, --tls or --starttls."
            : trusts.Length > 1 ? $"{trusts[0].Name} and {trusts[1].Name} exclude each other."
            : parsed.GetValue(Key) is not null && parsed.GetValue(Certificate) is null ? "--key is the key of a certificate; name that with --cert."
            : parsed.GetValue(Alpn)!.FirstOrDefault(name => name.Length is 0 or > 255) is { } bad ? $"--alpn: \"{bad}\" has not 1 to 255 characters."
            : null;
    }

    private bool TryReadTrust(ParseResult parsed, [NotNullWhen(true)] out TlsTrust? trust, [NotNullWhen(false)] out string? error)
    {
        (trust, error) = (TlsTrust.Machine, null);
        if (parsed.GetValue(Insecure))
        {
            trust = TlsTrust.Insecure;
        }
        else if (parsed.GetValue(Pins) is { Length: > 0 } pins)
        {
            trust = TlsTrust.Pins([.. pins.SelectMany(pin => pin)]);
        }
        else if (parsed.GetValue(Authorities) is { Length: > 0 } files)
        {
            var authorities = new X509Certificate2Collection();
            foreach (var file in files)
            {
                if (!TryReadFile("--ca", file, () => authorities.ImportFromPemFile(file), out error))
                {
                    return false;
                }
            }

            if (authorities.Count == 0)
            {
                error = $"--ca: {string.Join(", ", files)} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).";
                return false;
            }

            trust = TlsTrust.Authorities([.. authorities]);
        }

        return true;
    }

    private bool TryReadCertificate(ParseResult parsed, out SslStreamCertificateContext? certificate, [NotNullWhen(false)] out string? error)
    {
        (certificate, error) = (null, null);
        if (parsed.GetValue(Certificate) is not { } file)
        {
            return true;
        }

        SslStreamCertificateContext? context = null;
        var isRead = TryReadFile("--cert", file, () =>
        {
            using var withKey = X509Certificate2.CreateFromPemFile(file, parsed.GetValue(Key));
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);

            // A key that was read from PEM is not one that every platform can show; one that went through PKCS 12 is.
            var own = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
            context = SslStreamCertificateContext.Create(own, chain, offline: true);
        }, out error);
        certificate = context;
        return isRead;
    }

    private static bool TryReadFile(string option, string file, Action read, [NotNullWhen(false)] out string? error)
    {
        error = null;
        try
        {
            read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = $"{option}: {file} cannot be read: {failure.Message}";
        }
        catch (CryptographicException failure)
        {
            error = $"{option}: {file} is not what it should be: {failure.Message}";
        }

        return error is null;
    }

    // As a bare number, as openssl prints it, it may be of either.
    private static bool TryParsePin(string text, [NotNullWhen(true)] out TlsPin[]? pins, [NotNullWhen(false)] out string? error)
    {
        var bare = text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? text["sha256:".Length..]
            : text.StartsWith("sha256 Fingerprint=", StringComparison.OrdinalIgnoreCase) ? text["sha256 Fingerprint=".Length..]
            : text;
        pins = TlsPin.TryParse(text, out var exact) ? [exact]
            : TlsPin.TryParse($"certificate:{bare}", out var certificate) && TlsPin.TryParse($"public-key:{bare}", out var key) ? [certificate, key]
            : null;
        error = pins is null ? $"\"{text}\" is no SHA-256; write 64 hexadecimal digits, as openssl x509 -fingerprint -sha256 prints them." : null;
        return pins is not null;
    }

    private static bool TryParseStartTls(string text, [NotNullWhen(true)] out StartTls? protocol, [NotNullWhen(false)] out string? error)
    {
        error = Client.Security.StartTls.Known.TryGetValue(text, out protocol)
            ? null
            : $"\"{text}\" is none of {string.Join(", ", Client.Security.StartTls.Known.Keys.Order(StringComparer.Ordinal))}.";
        return error is null;
    }
}
