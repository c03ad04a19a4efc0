using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Interlude.Host;

/// <summary>The options that set keys of the configuration.</summary>
internal sealed class SettingOptions
{
    public Option<string[]> Listen { get; } = new("--listen")
    {
        Description = "Where to listen: plain://, irc://, ircs://, ws:// or wss://HOST:PORT, plain+unix:// or irc+unix:///PATH; "
            + "port 0 takes a free one. May be given several times. Default: plain://localhost:8007 and irc://localhost:6667.",
        HelpName = "URI",
    };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Sets any key of the configuration: limits.connections=500. May be given several times.",
        HelpName = "KEY=VALUE",
    };

    /// <param name="parsed">The command line.</param>
    /// <param name="values">What it sets, by path.</param>
    /// <param name="error">A sentence.</param>
    public bool TryRead(ParseResult parsed, out List<(string Path, string Text)> values, [NotNullWhen(false)] out string? error)
    {
        error = null;
        values = [];
        foreach (var uri in parsed.GetValue(Listen) ?? [])
        {
            values.Add(($"listen.{values.Count}", uri));
        }

        foreach (var assignment in parsed.GetValue(Set) ?? [])
        {
            if (assignment.Split('=', 2) is not [{ Length: > 0 } key, var value])
            {
                error = $"--set: \"{assignment}\" is not KEY=VALUE, such as limits.connections=500.";
                return false;
            }

            values.Add((key, value));
        }

        return true;
    }
}
