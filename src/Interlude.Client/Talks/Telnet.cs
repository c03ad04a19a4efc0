using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>The client's side of telnet (RFC 854): every option that the server offers or asks for is refused, its commands
/// are taken out of what it sends, and 255 is sent twice where it is not a command.</summary>
/// <remarks>So it works as it stands on every server that keeps to the protocol: without options, a line is sent when it is
/// whole. A server's WILL ECHO, by which it asks to have typing hidden, is refused as well; it is no part of lines.</remarks>
public static class Telnet
{
    private const byte Iac = 255;

    /// <summary>The settings of a connection, changed so that it speaks telnet.</summary>
    /// <param name="options">What else it does.</param>
    public static LineConnectionOptions Speaking(LineConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Filter = () => new TelnetFilter(), DoubledByte = Iac };
    }
}
