using System.CommandLine;
using Interlude.Host.Storage;

namespace Interlude.Host;

/// <summary><c>interlude verify</c>: whether data, or a backup of them, are whole.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("DIR|FILE") { Description = "A data directory, whose server may run, or a backup." };
        var command = new Command("verify", "Read all data of a directory or a backup, and say whether they are whole. Nothing is changed.") { what };
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                foreach (var sentence in await CheckAsync(Path.GetFullPath(parsed.GetValue(what)!)))
                {
                    Console.Out.WriteLine(sentence);
                }

                return ExitCode.Success;
            }
            catch (StorageException failure)
            {
                Console.Error.WriteLine($"interlude verify: {failure.Message}");
                return ExitCode.Failure;
            }
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(string path)
    {
        if (Directory.Exists(path))
        {
            DataDirectory.CheckFinished(path);
            return Verification.Check(path, isServed: await ControlSocket.IsServedAsync(path));
        }

        var copy = Directory.CreateTempSubdirectory("interlude-verify-");
        try
        {
            BackupFile.Extract(path, copy.FullName);
            return Verification.Check(copy.FullName);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
