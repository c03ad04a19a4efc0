using System.CommandLine;
using Interlude.Host.Storage;

namespace Interlude.Host;

/// <summary><c>interlude restore</c>: a new data directory from a backup, with an epoch of its own.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A backup." };
        var data = new Option<string>("--data") { Description = "The data directory to make; empty if it is there.", HelpName = "DIR", Required = true };
        var command = new Command("restore", "Make a new data directory from a backup.") { file, data };
        command.SetAction(parsed =>
        {
            try
            {
                var directory = Path.GetFullPath(parsed.GetValue(data)!);
                Restoration.Run(Path.GetFullPath(parsed.GetValue(file)!), directory);
                Console.Out.WriteLine($"The data are restored; start the server with --data \"{directory}\".");
                return ExitCode.Success;
            }
            catch (StorageException failure)
            {
                Console.Error.WriteLine($"interlude restore: {failure.Message}");
                return ExitCode.Failure;
            }
        });
        return command;
    }
}
