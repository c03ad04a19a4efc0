using System.Globalization;

namespace Interlude.Host.Configuring;

/// <summary>What one layer of the configuration says about one key.</summary>
/// <param name="Folder">Where relative paths begin.</param>
/// <param name="Parts">The texts by their path below the key, in the order of the layer; an empty path is the key itself.</param>
internal sealed record GivenValue(string Folder, IReadOnlyList<GivenPart> Parts)
{
    /// <summary>Where it stands, for people.</summary>
    public string Origin => Parts[^1].Origin;

    /// <summary>The text of a key that has only one.</summary>
    public GivenPart Single => Parts[^1];

    /// <summary>The texts of a list, in order; one text stands for all of them, parted by a separator.</summary>
    public IEnumerable<GivenPart> Items(char separator) =>
        from part in Parts
        orderby part.Path.Length == 0 ? -1 : int.Parse(part.Path, CultureInfo.InvariantCulture)
        from item in part.Path.Length == 0
            ? part.Text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [part.Text]
        select part with { Text = item };

    /// <summary>Whether it says the same, wherever it was said.</summary>
    public bool SaysTheSame(GivenValue? other) =>
        other is not null && Parts.Select(part => (part.Path, part.Text)).SequenceEqual(other.Parts.Select(part => (part.Path, part.Text)));
}
