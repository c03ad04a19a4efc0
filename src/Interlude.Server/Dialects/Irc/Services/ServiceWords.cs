namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>What was said to a service, word by word.</summary>
internal sealed class ServiceWords
{
    private readonly List<byte[]> _words = [];
    private readonly List<byte[]> _rests = [];

    public ServiceWords(ReadOnlySpan<byte> text)
    {
        for (var rest = text.Trim((byte)' '); !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)' ');
            _words.Add((end < 0 ? rest : rest[..end]).ToArray());
            _rests.Add(rest.ToArray());
            rest = end < 0 ? [] : rest[end..].TrimStart((byte)' ');
        }
    }

    public int Count => _words.Count;

    public byte[] this[int index] => _words[index];

    /// <summary>Everything from a word on, as it was said; empty if there are not as many.</summary>
    public ReadOnlySpan<byte> From(int index) => index < Count ? _rests[index] : [];
}
