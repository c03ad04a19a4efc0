namespace Interlude.Tests.Support;

/// <summary>A tree of files of a test's own, in a new folder that goes away with it.</summary>
internal sealed class MadeUpTree : IDisposable
{
    public MadeUpTree() => Path = Directory.CreateTempSubdirectory("interlude-").FullName;

    public string Path { get; }

    public void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
