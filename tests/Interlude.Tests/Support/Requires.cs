using Interlude.Lines;

namespace Interlude.Tests.Support;

/// <summary>What a test needs from the machine. Where it is absent the test is skipped and says why.</summary>
internal static class Requires
{
    /// <summary>Finds an outside program on the PATH, or skips the test.</summary>
    /// <returns>Its full path.</returns>
    public static string Program(string name)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{name} is not installed.");
        return found!;
    }

    /// <summary>Begins to poll as the library does by itself, or skips the test. In a constructor: then it skips all of the class.</summary>
    public static EpollPoller Poller()
    {
        Assert.SkipUnless(EpollPoller.IsSupported, "The library polls sockets by itself on Linux only, on x64 and Arm64.");
        return new EpollPoller();
    }
}
