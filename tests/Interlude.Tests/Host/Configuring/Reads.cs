using System.Collections;
using Interlude.Host.Configuring;
using Interlude.Host.Passwords;

namespace Interlude.Tests.Host.Configuring;

/// <summary>Reads configurations of a test: a file's text, variables, and the command line.</summary>
internal static class Reads
{
    /// <summary>A password's, as a file has it.</summary>
    public static string Verifier { get; } = PasswordVerifier.Create("secret"u8, PasswordVerifier.LeastRounds).ToString();

    public static Reading Of(
        string? json = null, IDictionary? environment = null, (string, string)[]? commandLine = null, Configuration? running = null)
    {
        using var folder = new TemporaryFolder();
        string? path = null;
        if (json is not null)
        {
            path = Path.Combine(folder.Path, "interlude.json");
            File.WriteAllText(path, json);
        }

        return new ConfigurationReader(path, environment ?? new Hashtable(), commandLine ?? []).Read(running);
    }

    /// <summary>Of one that is right.</summary>
    public static Configuration Valid(
        string? json = null, IDictionary? environment = null, (string, string)[]? commandLine = null, Configuration? running = null)
    {
        var reading = Of(json, environment, commandLine, running);
        Assert.Empty(reading.Errors);
        return reading.Configuration!;
    }
}
