namespace Interlude.Client.Editing;

/// <summary>The words that came by, to complete a typed beginning from: names, channels, commands. The latest are kept.</summary>
/// <param name="given">Words that are there all the time, offered behind those that came by.</param>
internal sealed class SeenWords(IReadOnlyList<string> given)
{
    private const int MostKept = 4_000;
    private const int Shortest = 3;
    private const int Longest = 200;
    private const string Around = "<>()[]{},;:.!?\"'`*";

    private readonly LinkedList<string> _words = new();   // the latest first
    private readonly Dictionary<string, LinkedListNode<string>> _places = [];

    /// <summary>Takes the words of a line, without the signs around them. Secrets are not seen.</summary>
    public void Add(string line)
    {
        if (SecretLine.LooksLike(line))
        {
            return;
        }

        foreach (var spaced in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = spaced.AsSpan().Trim(Around).ToString();
            if (word.Length is >= Shortest and <= Longest && !word.Any(char.IsControl))
            {
                AddWord(word);
            }
        }
    }

    /// <summary>The words that begin so, whatever the case, the latest first, each once; without the beginning itself.</summary>
    public IReadOnlyList<string> Beginning(string beginning) =>
        [.. _words.Concat(given).Where(word => word.Length > beginning.Length && word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).Distinct()];

    private void AddWord(string word)
    {
        if (_places.TryGetValue(word, out var place))
        {
            _words.Remove(place);
        }
        else if (_places.Count == MostKept)
        {
            _places.Remove(_words.Last!.Value);
            _words.RemoveLast();
        }

        _places[word] = _words.AddFirst(word);
    }
}
