using System.Globalization;

namespace Interlude.Tests.Support;

/// <summary>
/// A file system of its own on a folder, so small that it can be filled up: a tmpfs in a mount namespace. Programs see
/// it if they are started within (<see cref="Within"/>); it outlives them, and goes when this is disposed.
/// </summary>
internal sealed class SmallFileSystem : IAsyncDisposable
{
    private const string Mount = "mount -t tmpfs -o size=\"$2\" none \"$1\" && echo mounted && read -r _";

    private readonly ChildProcess _holder;
    private readonly string _folder;
    private readonly bool _isOfUser;

    private SmallFileSystem(ChildProcess holder, string folder, bool isOfUser) => (_holder, _folder, _isOfUser) = (holder, folder, isOfUser);

    /// <summary>What a program's command line begins with that is to see it.</summary>
    public string[] Within =>
    [
        Requires.Program("nsenter"), "--target", _holder.Id.ToString(CultureInfo.InvariantCulture), "--mount",
        .. _isOfUser ? (string[])["--user", "--preserve-credentials"] : [],
    ];

    /// <summary>The folder, for those who are not within.</summary>
    public string Path => $"/proc/{_holder.Id}/root{_folder}";

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Makes one: in a user namespace, which needs no rights, or else as root.</summary>
    public static async Task<SmallFileSystem> MountAsync(string folder, int bytes)
    {
        var errors = new List<string>();
        foreach (var isOfUser in (bool[])[true, false])
        {
            string[] spaces = isOfUser ? ["--user", "--map-root-user", "--mount"] : ["--mount"];
            var holder = ChildProcess.Start(
                Requires.Program("unshare"), [.. spaces, "sh", "-c", Mount, "sh", folder, bytes.ToString(CultureInfo.InvariantCulture)]);
            if (await holder.ReadLineAsync() == "mounted")
            {
                return new SmallFileSystem(holder, folder, isOfUser);
            }

            errors.Add((await holder.WaitForExitAsync()).Error.Trim());
            await holder.DisposeAsync();
        }

        throw new InvalidOperationException($"A file system cannot be mounted here; allow user namespaces, or run the tests as root. {string.Join(' ', errors)}");
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
