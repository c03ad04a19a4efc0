namespace Interlude.Simulation.Irc;

/// <summary>The message ids that clients of all nodes were sent: one event has one, whoever is told of it, and no other event has it.</summary>
internal sealed class MessageIds
{
    private readonly Dictionary<string, string> _byEvent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);

    /// <summary>The entry of which the present events come.</summary>
    public long Sequence { get; set; }

    /// <summary>A message is told again.</summary>
    public void TakeAgain(SeenLine line, string id, long sequence) => Hold.That(
        _byId.GetValueOrDefault(id, $"{sequence}") == $"{sequence}", "What is told again has the id that it had.", () => $"\"{line.Whole}\" of entry {sequence}");

    public void Take(SeenLine line, string id)
    {
        var what = $"{Sequence} {line.Verb} {line.Source} {(line.Verb is "BATCH" ? line[2] : line.Verb is "QUIT" or "NICK" ? string.Empty : line.Verb is "MODE" ? string.Join(' ', line.Parameters) : line[0])}";
        Hold.That(
            _byEvent.TryAdd(what, id) || _byEvent[what] == id, "A message has the same id for everybody.", () => $"\"{line.Whole}\" elsewhere has {_byEvent[what]}");
        var entry = $"{Sequence}";
        Hold.That(_byId.TryAdd(id, entry) || _byId[id] == entry, "No two messages have the same id.", () => $"\"{line.Whole}\" and one of entry {_byId[id]}");
    }
}
