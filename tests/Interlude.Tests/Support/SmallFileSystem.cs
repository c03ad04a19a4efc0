using System.Globalization;

namespace Interlude.Tests.Support;

/// <summary>
/// A file system of its own on a folder, so small that it can be filled up: a tmpfs in a mount namespace, which needs no rights. Programs see
/// it if they are started within (<see cref="Within"/>); it outlives them, and goes when this is disposed.
/// </summary>
internal sealed class SmallFileSystem : IAsyncDisposable
{
    private const string Mount = "mount -t tmpfs -o size=\"$2\" none \"$1\" && echo mounted && read -r _";

    private readonly ChildProcess _holder;
    private readonly string _folder;

    private SmallFileSystem(ChildProcess holder, string folder) => (_holder, _folder) = (holder, folder);

    /// <summary>What a program's command line begins with that is to see it.</summary>
    public string[] Within =>
        [Requires.Program("nsenter"), "--target", _holder.Id.ToString(CultureInfo.InvariantCulture), "--user", "--mount", "--preserve-credentials"];

    /// <summary>The folder, for those who are not within.</summary>
    public string Path => $"/proc/{_holder.Id}/root{_folder}";

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Makes one, or skips the test where the machine lets nobody have a mount namespace.</summary>
    public static async Task<SmallFileSystem> MountAsync(string folder, int bytes)
    {
        var holder = ChildProcess.Start(
            Requires.Program("unshare"), "--user", "--map-root-user", "--mount", "sh", "-c", Mount, "sh", folder, bytes.ToString(CultureInfo.InvariantCulture));
        if (await holder.ReadLineAsync() != "mounted")
        {
            var error = (await holder.WaitForExitAsync()).Error;
            await holder.DisposeAsync();
            Assert.Skip($"There are no mount namespaces here: {error}");
        }

        return new SmallFileSystem(holder, folder);
    }

    /// <summary>Fills it up but for so many bytes.</summary>
    public void Fill(int room)
    {
        using var file = new FileStream(Ballast, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        try
        {
            for (var block = new byte[4096]; ;)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - room));   // it is full
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    public ValueTask DisposeAsync() => _holder.DisposeAsync();
}
