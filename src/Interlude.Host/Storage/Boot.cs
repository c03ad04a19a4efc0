namespace Interlude.Host.Storage;

/// <summary>Tells one boot of the machine from another: what the kernel held between two of them and had not written is gone.</summary>
internal static class Boot
{
    // Linux: random(4), "/proc interfaces".
    private const string IdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>Of this boot. Where the system does not say, of this process: then each counts as if the machine had been booted for it.</summary>
    public static string Id { get; } = File.Exists(IdFile) ? File.ReadAllText(IdFile).Trim() : Guid.NewGuid().ToString();
}
