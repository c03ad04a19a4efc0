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
                Restore(Path.GetFullPath(parsed.GetValue(file)!), directory);
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

    // Message ids of the time after the backup are known to people: those that come now must be others.
    private static void Restore(string backup, string directory)
    {
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            throw new StorageException($"\"{directory}\" is not an empty directory, and nothing is overwritten. Name another with --data.");
        }

        using var held = DataDirectory.Open(directory);
        var isDone = false;
        try
        {
            BackupFile.Extract(backup, directory);
            Verification.Check(directory);
            using var journal = JournalFile.Open(held.Journal, Durability.PowerLoss);
            journal.BeginEpoch();
            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                File.Delete(held.Journal);
                File.Delete(held.History);
            }
        }
    }
}
