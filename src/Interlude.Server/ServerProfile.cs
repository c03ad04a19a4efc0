using System.Collections.Immutable;

namespace Interlude.Server;

/// <summary>How the server presents itself to people. All texts are UTF-8 without NUL, CR, LF.</summary>
public sealed record ServerProfile
{
    /// <summary>The server's name: ASCII, with a dot in it, no space (<c>irc.example.org</c>). It is the source of its replies.</summary>
    public string Name { get; init; } = "interlude.local";

    /// <summary>What it is, in a line: 312, 364.</summary>
    public string Description { get; init; } = "Interlude chat";

    /// <summary>The network's name: no space, not empty (005 NETWORK).</summary>
    public string Network { get; init; } = "Interlude";

    /// <summary>The program and its version, without a space: 002, 004, 351.</summary>
    public string Version { get; init; } = "interlude-0.1.0";

    /// <summary>When this server started, as 003 says it: wall-clock milliseconds since 1970.</summary>
    public long StartedAt { get; init; }

    /// <summary>The message of the day, line by line; empty: there is none (422).</summary>
    public ImmutableArray<string> Motd { get; init; } = [];

    /// <summary>Where the server is (257); empty: not said.</summary>
    public string AdminLocation { get; init; } = "";

    /// <summary>Who runs it (258); empty: not said.</summary>
    public string AdminOrganization { get; init; } = "";

    /// <summary>How to reach them (259); empty: not said.</summary>
    public string AdminEmail { get; init; } = "";

    /// <summary>The modes that a user of IRC begins with, by their letters (<c>ix</c>).</summary>
    public string DefaultUserModes { get; init; } = "ix";
}
