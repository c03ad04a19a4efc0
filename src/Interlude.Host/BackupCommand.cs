using System.CommandLine;
using Interlude.Host.Storage;

namespace Interlude.Host;

/// <summary><c>interlude backup</c>: a copy of the data in one file, whether the server runs or not.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to make. Nothing is overwritten." };
        var data = new DataOptions();
        var command = new Command("backup", "Copy the data of a server into one file, while it runs or not.") { file, data.Config, data.Data };
        command.SetAction(async (parsed, _) =>
        {
            if (!data.TryRead(parsed, out var directory, out var errors, out var code))
            {
                return Refuse(errors, code);
            }

            try
            {
                var answer = await MakeAsync(directory, Path.GetFullPath(parsed.GetValue(file)!));
                return answer.IsDone ? Tell(answer.Text) : Refuse([answer.Text], ExitCode.Failure);
            }
            catch (StorageException failure)
            {
                return Refuse([failure.Message], ExitCode.Failure);
            }
        });
        return command;
    }

    // Who runs has the data; only if nobody does are they ours.
    private static async Task<ControlAnswer> MakeAsync(string directory, string target)
    {
        if (await ControlSocket.AskAsync(directory, new ControlQuestion(ChatStore.BackupOrder, target)) is { } answer)
        {
            return answer;
        }

        if (!File.Exists(DataDirectory.JournalIn(directory)))
        {
            throw new StorageException($"there are no data in \"{directory}\". Say where they are with --data.");
        }

        using var held = DataDirectory.Open(directory);
        BackupFile.Write(directory, target);
        return new ControlAnswer(true, ChatStore.BackupMade(target));
    }

    private static int Tell(string sentence)
    {
        Console.Out.WriteLine(sentence);
        return ExitCode.Success;
    }

    private static int Refuse(IReadOnlyList<string> sentences, int code)
    {
        foreach (var sentence in sentences)
        {
            Console.Error.WriteLine($"interlude backup: {sentence}");
        }

        return code;
    }
}
