using System.CommandLine;
using Interlude.Host.Configuring;

namespace Interlude.Host;

/// <summary><c>interlude check-config</c>: what <c>serve</c> would say to a configuration, without serving.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "The configuration file.", Arity = ArgumentArity.ZeroOrOne };
        var settings = new SettingOptions();
        var command = new Command("check-config", "Check a configuration file, together with the environment, and say what it amounts to.")
        {
            file, settings.Listen, settings.Set,
        };
        command.SetAction(parsed =>
        {
            if (!settings.TryRead(parsed, out var values, out var fault))
            {
                Console.Error.WriteLine($"interlude check-config: {fault}");
                return ExitCode.Usage;
            }

            var reading = new ConfigurationReader(parsed.GetValue(file), Environment.GetEnvironmentVariables(), values).Read();
            foreach (var error in reading.Errors)
            {
                Console.Error.WriteLine($"interlude check-config: {error}");
            }

            if (reading.Configuration is { } configuration)
            {
                Console.Out.Write(Summary(configuration));
                return ExitCode.Success;
            }

            return reading.IsUnreadable ? ExitCode.Failure : ExitCode.Usage;
        });
        return command;
    }

    private static string Summary(Configuration configuration) => $"""
        The configuration is valid.
        Server: {configuration.Profile.Name} of {configuration.Profile.Network}
        Listens on: {string.Join(", ", configuration.Listen)}
        Operators: {(configuration.NamedOperators.IsEmpty ? "none" : string.Join(", ", configuration.NamedOperators.Select(named => $"{named.Name} ({named.Class})")))}
        Other than the defaults:{Differences(configuration)}

        """;

    private static string Differences(Configuration configuration)
    {
        var lines = ConfigurationKeys.All.Where(key => key.Show(configuration) != key.Default)
            .Select(key => $"\n  {key.Name}: {(key.IsSecret ? "(secret)" : key.Show(configuration))}").ToList();
        return lines.Count == 0 ? " nothing" : string.Concat(lines);
    }
}
