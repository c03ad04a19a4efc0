using System.Globalization;
using System.Text;
using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Benchmarks;

/// <summary>
/// What keeping a message costs beside the server, part by part, on one thread: 200 pairs talk, batch after batch. The least of many
/// rounds, so that whatever else runs on the machine counts little. <c>-- keeping [DIR]</c>
/// </summary>
internal static class KeepingMeasurements
{
    private const int Pairs = 200;
    private const int Batch = 80;   // as they come under such a load
    private const int Rounds = 60;
    private const int Round = ArchiveFeed.MaxEntries;

    private static readonly Incarnation s_life = new(new NodeId(1), 1);

    public static void Run(string directory)
    {
        var path = Path.Combine(directory, $"interlude-keeping-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        try
        {
            Measure(path);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void Measure(string path)
    {
        using var journal = JournalFile.Open(Path.Combine(path, "journal.db"), Durability.ProcessCrash);
        using var file = HistoryFile.Open(Path.Combine(path, "history.db"), Durability.ProcessCrash, Console.Error.WriteLine);
        using var memory = HistoryFile.OpenInMemory(Console.Error.WriteLine);
        file.Keep(true);
        memory.Keep(true);
        var world = new ChatWorld();
        var (events, sequence) = (new List<Event>(), 0L);
        var parts = new[] { "apply", "take into the slice", "write, in memory", "write, to a file", "write into the log" };
        var best = new double[parts.Length];
        Array.Fill(best, double.MaxValue);
        foreach (var command in Arrivals())
        {
            world.Apply(Entry(++sequence, command.Session, command.What), events);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var entries = Enumerable.Range(0, Round).Select(_ => Talk(++sequence)).ToArray();
            var happened = new Event[Round][];
            var clock = Environment.CpuUsage.TotalTime;
            for (var index = 0; index < Round; index++)
            {
                events.Clear();
                world.Apply(entries[index], events);
                happened[index] = [.. events];
            }

            Keep(0, ref clock);
            for (var index = 0; index < Round; index++)
            {
                memory.Add(entries[index], happened[index]);
            }

            Keep(1, ref clock);
            memory.Commit(sequence);
            Keep(2, ref clock);
            for (var index = 0; index < Round; index++)
            {
                file.Add(entries[index], happened[index]);
            }

            clock = Environment.CpuUsage.TotalTime;
            file.Commit(sequence);
            file.File.Checkpoint();   // a server does that when enough has come together: here each round bears its share
            Keep(3, ref clock);
            foreach (var batch in entries.Chunk(Batch))
            {
                journal.Append(batch);
            }

            Keep(4, ref clock);
            journal.File.Checkpoint();
        }

        for (var part = 0; part < parts.Length; part++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parts[part]}: {best[part]:F2} µs a message"));
        }

        void Keep(int part, ref TimeSpan clock)
        {
            best[part] = Math.Min(best[part], (Environment.CpuUsage.TotalTime - clock).TotalMicroseconds / Round);
            clock = Environment.CpuUsage.TotalTime;
        }
    }

    private static IEnumerable<(SessionId Session, Command What)> Arrivals()
    {
        yield return (default, new Command.NodeStarted());
        for (var number = 0; number < 2 * Pairs; number++)
        {
            SourceWord.TryCreate("user"u8, out var word);
            yield return (new SessionId(s_life, number + 1), new Command.Register(
                Nick(number), new UserProfile { UserName = word!, RealHost = word!, Cloak = word!, RealName = Text.Empty }));
        }
    }

    private static Entry Talk(long sequence)
    {
        var number = (int)(sequence % Pairs);
        Text.TryCreate("a hundred bytes, as the load bench has it in the messages of which it measures what each of them costs"u8, out var text);
        return Entry(sequence, new SessionId(s_life, number + 1), new Command.Tell(Nick(number + Pairs), Speech.Of(TextKind.Plain, text!)));
    }

    private static Entry Entry(long sequence, SessionId session, Command what) =>
        new(sequence, new Timestamp(1_700_000_000_000 + (sequence / 20)), ChatWorld.NewestRules, new Wish(s_life, sequence, session, default, what));

    private static Nick Nick(int number)
    {
        World.Nick.TryCreate(Encoding.UTF8.GetBytes($"somebody{number}"), out var nick, out _);
        return nick!;
    }
}
