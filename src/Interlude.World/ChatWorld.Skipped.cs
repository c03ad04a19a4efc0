namespace Interlude.World;

// What this code cannot apply, because of a mistake in it, and goes on without.
public sealed partial class ChatWorld
{
    /// <summary>Passes over an entry that could not be applied twice: its number and its time count, its wish does not.</summary>
    /// <param name="entry">The entry numbered <see cref="Sequence"/> + 1. Whoever replays the log passes over the same ones.</param>
    /// <exception cref="InvalidOperationException">The entry is out of order.</exception>
    public void Skip(Entry entry)
    {
        if (entry.Sequence != Sequence + 1)
        {
            throw new InvalidOperationException($"Entry {entry.Sequence} cannot follow entry {Sequence}.");
        }

        Sequence = entry.Sequence;
        Time = Timestamp.Later(Time, entry.Time);
        IsFresh(entry.Wish);   // its number is used up
    }
}
