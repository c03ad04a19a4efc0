using System.CommandLine;
using Interlude.Host.Configuring;

namespace Interlude.Host;

/// <summary><c>interlude check-config</c>: what <c>serve</c> would say to a configuration, without serving.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The configuration file." };
        var command = new Command("check-config", "Check a configuration file, together with the environment, and say what it amounts to.") { file };
        command.SetAction(parsed =>
        {
            var reading = new ConfigurationReader(parsed.GetValue(file), Environment.GetEnvironmentVariables(), []).Read();
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
        Keys given: {(configuration.Given.IsEmpty ? "none" : string.Join(", ", configuration.Given.Keys.Order(StringComparer.Ordinal)))}

        """;
}
