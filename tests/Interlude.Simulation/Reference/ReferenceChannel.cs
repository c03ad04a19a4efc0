namespace Interlude.Simulation.Reference;

/// <summary>A channel as the reference knows it.</summary>
internal sealed class ReferenceChannel(string name, int key)
{
    /// <summary>As its creator spelled it.</summary>
    public string Name => name;

    public int Key => key;

    public string Topic { get; set; } = string.Empty;

    public bool IsLocked { get; set; }

    /// <summary>In order of joining.</summary>
    public List<ReferenceUser> Members { get; } = [];

    public HashSet<ReferenceUser> Operators { get; } = [];
}
