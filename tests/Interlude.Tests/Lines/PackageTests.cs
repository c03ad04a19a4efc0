using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Interlude.Tests.Lines;

/// <summary>What a stranger gets who installs the library: made of the build that the tests run on.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Project = Path.Combine(Tidy.RepositoryTree.Root, "src", "Interlude.Lines");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_package_holds_the_library_its_documentation_and_symbols_and_needs_only_logging()
    {
        // artifacts/bin/Interlude.Tests/release: the folder says the configuration.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        await using var pack = ChildProcess.Start(
            "dotnet", "pack", Project, "-c", configuration == "release" ? "Release" : "Debug", "--no-build", "-nodeReuse:false", "-o", _folder.Path);
        var output = await pack.ReadToEndAsync();
        var (exitCode, error) = await pack.WaitForExitAsync();
        Assert.True(exitCode == 0, output + error);

        using var package = Open("*.nupkg");
        using var symbols = Open("*.snupkg");
        Assert.Equal(
            ["Interlude.Lines.nuspec", "README.md", "lib/net10.0/Interlude.Lines.dll", "lib/net10.0/Interlude.Lines.xml"],
            Content(package));
        Assert.Equal(["Interlude.Lines.nuspec", "lib/net10.0/Interlude.Lines.pdb"], Content(symbols));
        CheckDescription(package);
        CheckAssembly(Bytes(package, "lib/net10.0/Interlude.Lines.dll"));
    }

    private static void CheckDescription(ZipArchive package)
    {
        var metadata = XElement.Parse(Encoding.UTF8.GetString(Bytes(package, "Interlude.Lines.nuspec")).TrimStart('\uFEFF')).Elements().Single();
        var spec = metadata.Name.Namespace;
        Assert.Equal("Interlude.Lines", metadata.Element(spec + "id")?.Value);
        Assert.Equal("MIT", metadata.Element(spec + "license")?.Value);
        Assert.Equal("README.md", metadata.Element(spec + "readme")?.Value);
        Assert.All(["authors", "description", "tags"], name => Assert.NotEmpty(metadata.Element(spec + name)!.Value));
        Assert.Equal(
            ["Microsoft.Extensions.Logging.Abstractions"],
            metadata.Descendants(spec + "dependency").Select(dependency => dependency.Attribute("id")?.Value));
        Assert.Empty(metadata.Descendants(spec + "frameworkReference"));
    }

    private static void CheckAssembly(byte[] bytes)
    {
        using var file = new PEReader(new MemoryStream(bytes));
        var metadata = file.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

        // The same source gives the same file, wherever it lies.
        Assert.Contains(file.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        Assert.DoesNotContain(Tidy.RepositoryTree.Root, Encoding.Latin1.GetString(bytes));
    }

    private ZipArchive Open(string pattern) => ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.Path, pattern)));

    private static IEnumerable<string> Content(ZipArchive archive) => archive.Entries
        .Select(entry => entry.FullName)
        .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.StartsWith("package/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using var content = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
