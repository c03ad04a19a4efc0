using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>Makes the world of a log again: from its newest snapshot, then entry by entry.</summary>
internal static class Recovery
{
    /// <exception cref="StorageException">The log is damaged.</exception>
    public static ChatWorld Replay(JournalFile file)
    {
        var snapshot = file.FindSnapshot(atMost: long.MaxValue);
        var world = snapshot > 0 ? file.LoadSnapshot(snapshot) : new ChatWorld();
        var events = new List<Event>();
        foreach (var entry in file.ReadBatches(world.Sequence + 1).SelectMany(batch => batch).Where(entry => entry.Sequence > world.Sequence))
        {
            if (entry.Sequence != world.Sequence + 1)
            {
                throw SqliteFile.Damaged(file.File.Path, $"entries {world.Sequence + 1} to {entry.Sequence - 1} are missing");
            }

            world.Apply(entry, events);
            events.Clear();
        }

        return world;
    }
}
