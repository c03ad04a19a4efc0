namespace Interlude.Tests.Support;

/// <summary>An empty folder of a test's own, removed at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("interlude-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
