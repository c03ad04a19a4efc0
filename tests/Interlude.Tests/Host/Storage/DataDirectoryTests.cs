using Interlude.Host.Storage;

namespace Interlude.Tests.Host.Storage;

public class DataDirectoryTests
{
    [Fact]
    public void It_is_made_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a", "b");

        using var directory = DataDirectory.Open(path);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_second_one_is_told_who_has_it()
    {
        using var folder = new TemporaryFolder();
        using var first = DataDirectory.Open(folder.Path);

        var thrown = Assert.Throws<StorageException>(() => DataDirectory.Open(folder.Path));

        Assert.Equal(
            $"the data directory \"{folder.Path}\" is in use by process {Environment.ProcessId}. "
            + "Stop that server, or choose another directory with --data.",
            thrown.Message);
    }

    [Fact]
    public void It_can_be_had_again_when_it_was_given_up()
    {
        using var folder = new TemporaryFolder();
        DataDirectory.Open(folder.Path).Dispose();

        using var second = DataDirectory.Open(folder.Path);

        Assert.Equal(folder.Path, second.Path);
    }

    [Fact]
    public void A_file_in_its_place_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data");
        File.WriteAllText(file, "mine");

        var thrown = Assert.Throws<StorageException>(() => DataDirectory.Open(file));

        Assert.StartsWith($"the data directory \"{file}\" cannot be used: ", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
    }
}
