using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Interlude.Host.Configuring;
using Interlude.Host.Storage;

namespace Interlude.Host;

/// <summary>Where the data are that a command is about, for commands beside <c>serve</c>.</summary>
internal sealed class DataOptions
{
    public Option<string?> Config { get; } = new("--config") { Description = "The configuration file of the server.", HelpName = "FILE" };

    public Option<string?> Data { get; } = new("--data") { Description = "Where the data are (data.directory).", HelpName = "DIR" };

    /// <param name="parsed">The command line.</param>
    /// <param name="directory">Where they are, or would be.</param>
    /// <param name="errors">Sentences.</param>
    /// <param name="code">How to end then.</param>
    public bool TryRead(ParseResult parsed, [NotNullWhen(true)] out string? directory, out IReadOnlyList<string> errors, out int code)
    {
        var data = parsed.GetValue(Data);
        var reading = new ConfigurationReader(
            parsed.GetValue(Config), Environment.GetEnvironmentVariables(), data is null ? [] : [("data.directory", data)]).Read();
        directory = reading.Configuration?.DataDirectory ?? DataDirectory.Default;
        (errors, code) = reading.Configuration is null
            ? ([.. reading.Errors], reading.IsUnreadable ? ExitCode.Failure : ExitCode.Usage)
            : ((IReadOnlyList<string>)["this platform has no place for data. Choose a directory with --data."], ExitCode.Failure);
        return reading.Configuration is not null && directory is not null;
    }
}
