namespace Interlude.Tests.Tidy;

/// <summary>The files of a repository: their paths, with '/' and from its root, and their text.</summary>
/// <remarks>Made of a dictionary, so that a rule can be shown to bite on a tree that is made up.</remarks>
internal sealed class RepositoryTree
{
    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".md", ".txt", ".fault", ".json", ".editorconfig", ".sh", ".1"];

    private static readonly string[] Folders = [".ci", "bench", "docs", "eng", "src", "tests"];

    private readonly SortedDictionary<string, string> _files;

    public RepositoryTree(IEnumerable<KeyValuePair<string, string>> files) =>
        _files = new SortedDictionary<string, string>(new Dictionary<string, string>(files), StringComparer.Ordinal);

    /// <summary>The folder that holds Interlude.slnx, found upwards from the test program.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>This repository, as it lies in its folder now: what git would commit, and only text.</summary>
    public static RepositoryTree Here { get; } = Read();

    public IEnumerable<string> Paths => _files.Keys;

    public string this[string path] => _files[path];

    public bool Has(string path) => _files.ContainsKey(path);

    /// <summary>Files below a folder (`src/`) with an ending (`.cs`), without what a tool has written (`*.g.cs`).</summary>
    public IEnumerable<string> Below(string folder, string ending) =>
        Paths.Where(path => path.StartsWith(folder, StringComparison.Ordinal) &&
                            path.EndsWith(ending, StringComparison.Ordinal) &&
                            !path.EndsWith(".g.cs", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Interlude.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Interlude.slnx above {AppContext.BaseDirectory}: tests run from artifacts/.");
    }

    private static RepositoryTree Read()
    {
        var paths = Directory.EnumerateFiles(Root)
            .Concat(Folders
                .Select(folder => Path.Combine(Root, folder))
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
            .Where(path => Path.GetExtension(path).Length == 0 || TextEndings.Contains(Path.GetExtension(path)))
            .Where(path => Path.GetFileName(path) != ".git");

        return new RepositoryTree(paths.Select(path =>
            KeyValuePair.Create(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path))));
    }
}
