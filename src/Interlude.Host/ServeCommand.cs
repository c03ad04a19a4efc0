using System.CommandLine;
using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Command = System.CommandLine.Command;

namespace Interlude.Host;

/// <summary><c>interlude serve</c>: the chat server, as its configuration and the command line want it.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = "The configuration file: JSON with comments.",
            HelpName = "FILE",
        };
        var settings = new SettingOptions();
        var data = new Option<string?>("--data")
        {
            Description = "Where the data are kept (data.directory). Default: the platform's directory for data of programs.",
            HelpName = "DIR",
        };
        var clock = new Option<string?>("--clock")
        {
            Description = "Shifts the clock and makes it faster, to rehearse what comes with time: +365d,x30. Not for a chat that people use.",
            HelpName = "SHIFT",
        };
        var command = new Command("serve", "Serve the chat.") { config, settings.Listen, settings.Set, data, clock };
        command.SetAction((parsed, _) =>
        {
            ClockShift? shift = null;
            if (parsed.GetValue(clock) is { } text && !ClockShift.TryParse(text, out shift))
            {
                return Task.FromResult(Refuse([$"--clock: \"{text}\" is not {ClockShift.Allowed}."], ExitCode.Usage));
            }

            if (!settings.TryRead(parsed, out var values, out var fault))
            {
                return Task.FromResult(Refuse([fault], ExitCode.Usage));
            }

            if (parsed.GetValue(data) is { } directory)
            {
                values.Add(("data.directory", directory));
            }

            var reader = new ConfigurationReader(parsed.GetValue(config), Environment.GetEnvironmentVariables(), values);
            var reading = reader.Read();
            return reading.Configuration is { } configuration
                ? new ServingProgram(reader, configuration, shift).RunAsync()
                : Task.FromResult(Refuse(reading.Errors, reading.IsUnreadable ? ExitCode.Failure : ExitCode.Usage));
        });
        return command;
    }

    private static int Refuse(IEnumerable<string> sentences, int code)
    {
        foreach (var sentence in sentences)
        {
            Console.Error.WriteLine($"interlude serve: {sentence}");
        }

        return code;
    }
}
