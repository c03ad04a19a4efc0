namespace Interlude.Load.Servers;

/// <summary>The folder that holds Interlude.slnx.</summary>
internal static class RepositoryFolder
{
    /// <summary>Found upwards from this program, which lies in artifacts/.</summary>
    /// <exception cref="LoadException">It is not there.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Interlude.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new LoadException($"No Interlude.slnx lies above {AppContext.BaseDirectory}: the bench runs from the repository's artifacts/.");
    }
}
