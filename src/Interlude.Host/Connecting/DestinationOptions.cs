using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Interlude.Client.Destinations;
using Interlude.Client.Opening;
using Interlude.Client.Proxies;
using Interlude.Lines;

namespace Interlude.Host.Connecting;

/// <summary>Where <c>interlude connect</c> connects to, and on which way.</summary>
internal sealed class DestinationOptions
{
    private const string DefaultHost = "localhost";
    private const int DefaultPort = 8007;

    public Argument<string?> Host { get; } = new("HOST")
    {
        Description = "The server's name or address, or tcp://HOST:PORT, tls://HOST:PORT, unix:///PATH, ws://HOST/PATH, wss://HOST/PATH. Without it: localhost.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Argument<Given<int>?> Port { get; } = new("PORT")
    {
        Description = "Its port. Without it: 8007.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => new Given<int>(WholeNumber.Between("PORT", 1, 65535)(result)),
    };

    public Option<string?> Exec { get; } = new("--exec") { HelpName = "COMMAND", Description = "Talk with a program that the shell starts, in place of a server." };

    public Option<bool> Tls { get; } = new("--tls") { Description = "TLS from the start, as tls:// does." };

    public Option<bool> Ipv4 { get; } = new("-4") { Description = "IPv4 alone." };

    public Option<bool> Ipv6 { get; } = new("-6") { Description = "IPv6 alone." };

    public Option<IPAddress?> Source { get; } = Parsed.Option<IPAddress>("--source", "ADDRESS", "The address to connect from.", TryParseAddress);

    public Option<Given<TimeSpan>?> ConnectTimeout { get; } = Parsed.Seconds("--connect-timeout", "How long connecting may take: 30.");

    public Option<Proxy?> Proxy { get; } = Parsed.Option<Proxy>(
        "--proxy", "URI", "Connect through socks5://[USER:PASSWORD@]HOST[:PORT] or http://…; it looks names up.", Client.Proxies.Proxy.TryParse);

    public Option<string[]> Subprotocols { get; } = new("--subprotocol") { HelpName = "NAME", Description = "Offer this subprotocol on a web socket; the preferred one first.", DefaultValueFactory = _ => [] };

    public Option<KeyValuePair<string, string>[]> Headers { get; } = new("--header")
    {
        HelpName = "NAME: VALUE",
        Description = "Ask for a web socket with this header too.",
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.Select(token => ParseHeader(result, token.Value))],
    };

    public Option<bool> Binary { get; } = new("--binary") { Description = "Send binary messages on a web socket, in place of text." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Host);
        command.Arguments.Add(Port);
        foreach (var option in new Option[] { Exec, Tls, Ipv4, Ipv6, Source, ConnectTimeout, Proxy, Subprotocols, Headers, Binary })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The destination.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="error">Otherwise a sentence.</param>
    public bool TryRead(ParseResult parsed, [NotNullWhen(true)] out Destination? destination, [NotNullWhen(false)] out string? error)
    {
        destination = null;
        var (host, port, exec) = (parsed.GetValue(Host), parsed.GetValue(Port)?.Value, parsed.GetValue(Exec));
        error = (parsed.GetValue(Ipv4), parsed.GetValue(Ipv6)) is (true, true) ? "-4 and -6 exclude each other."
            : exec is not null && host is not null ? $"--exec takes the place of a server; leave \"{host}\" away."
            : host is ['-', ..] ? $"\"{host}\" is no option."
            : exec is "" ? "--exec: write the command of a program."
            : host is not null && host.All(char.IsAsciiDigit) ? $"\"{host}\" is a port; write its host before it: {DefaultHost} {host}."
            : host is not null && !IsUri(host) && !Destination.IsHost(host) ? $"\"{host}\" is no host; write HOST PORT, or a URI such as tcp://HOST:PORT."
            : host is not null && IsUri(host) && port is not null ? $"\"{host}\" is a URI, which says the port itself: SCHEME://HOST:{port}."
            : null;
        if (error is not null)
        {
            return false;
        }

        if (exec is not null)
        {
            destination = new Destination.Program(exec);
        }
        else if (host is not null && IsUri(host))
        {
            if (!Destination.TryParse(host, out destination, out error))
            {
                return false;
            }
        }
        else
        {
            destination = new Destination.Server(new LineEndPoint.Tcp(host ?? DefaultHost, port ?? DefaultPort), IsTls: false);
        }

        destination = parsed.GetValue(Tls) && destination is Destination.Server server ? server with { IsTls = true } : destination;
        var families = parsed.GetValue(Ipv4) ? AddressFamilies.IPv4 : parsed.GetValue(Ipv6) ? AddressFamilies.IPv6 : AddressFamilies.Both;
        destination = destination switch
        {
            Destination.Server { EndPoint: LineEndPoint.Tcp tcp } over => over with { EndPoint = tcp with { Families = families } },
            Destination.Web web => web with { Families = families },
            _ => destination,
        };
        error = Check(parsed, destination);
        return error is null;
    }

    /// <summary>How it is connected to.</summary>
    public OpenOptions Read(ParseResult parsed, LineConnectionOptions connection)
    {
        var options = new LineClientOptions { Connection = connection };
        return new OpenOptions
        {
            Client = options with
            {
                ConnectTimeout = parsed.GetValue(ConnectTimeout)?.Value ?? options.ConnectTimeout,
                LocalEndPoint = parsed.GetValue(Source) is { } source ? new IPEndPoint(source, 0) : null,
            },
            Proxy = parsed.GetValue(Proxy),
            Subprotocols = parsed.GetValue(Subprotocols)!,
            Headers = parsed.GetValue(Headers)!,
            IsBinary = parsed.GetValue(Binary),
        };
    }

    private string? Check(ParseResult parsed, Destination destination)
    {
        var isTcp = destination is Destination.Server { EndPoint: LineEndPoint.Tcp } or Destination.Web;
        var forTcp = new Option[] { Ipv4, Ipv6, Source }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return destination is Destination.Program && parsed.GetValue(ConnectTimeout) is not null ? "--connect-timeout is for a server; a program is there at once."
            : forTcp is not null && !isTcp ? $"{forTcp.Name} is for TCP, and {destination} is none."
            : parsed.GetValue(Tls) && destination is not Destination.Server ? $"--tls is for a server; write wss:// for a web socket under TLS."
            : null;
    }

    private static KeyValuePair<string, string> ParseHeader(ArgumentResult result, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            result.AddError("--header: that is no header; write \"NAME: VALUE\".");
            return default;
        }

        return new(text[..colon].Trim(), text[(colon + 1)..].Trim());
    }

    private static bool IsUri(string host) => host.Contains("://", StringComparison.Ordinal);

    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out string? error)
    {
        error = IPAddress.TryParse(text, out address) ? null : $"\"{text}\" is no address.";
        return error is null;
    }
}
