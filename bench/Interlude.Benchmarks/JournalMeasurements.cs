using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.Host.Storage;
using Interlude.Lines;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Benchmarks;

/// <summary>
/// What the log costs, with the real server and its real files, but connections in memory: messages accepted in a second, the
/// time of commits at a steady rate, and recovery. <c>-- journal [DIR]</c>; DIR is on the disk to be measured.
/// </summary>
internal static class JournalMeasurements
{
    private const int People = 100;
    private const int SteadyRate = 5_000;
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(string directory)
    {
        foreach (var durability in Enum.GetValues<Durability>())
        {
            await ServeAsync(directory, durability, FullRateAsync);
        }

        await AppendSinglyAsync(directory, "messages", isTransient: false);
        await AppendSinglyAsync(directory, "typing", isTransient: true);
        Mark(directory);
        await ServeAsync(directory, Durability.PowerLoss, SteadyRateAsync);
        Recover(directory, entries: SnapshotKeeper.EntriesBetween);   // no more lies behind a snapshot
        Recover(directory, entries: 1_000_000);
    }

    private static async Task ServeAsync(string directory, Durability durability, Func<ServerLoop, TimedJournal, string, Task> measure)
    {
        var path = Path.Combine(directory, $"interlude-{durability}-{Guid.NewGuid():N}");
        var configuration = Configuration.Default with { DataDirectory = path, Durability = durability };
        using (var store = ChatStore.Open(configuration, TimeProvider.System.GetUtcNow(), Console.Error.WriteLine))
        {
            var journal = new TimedJournal(store.Journal);
            var server = new ChatServer(configuration.ToOptions(store.Life), store.World);
            await using var loop = new ServerLoop(server, journal, TimeProvider.System, Console.Error, new Outside { Archive = store.History });
            await measure(loop, journal, path);
            loop.Stop();
            await Task.WhenAny(loop.Stopped, loop.Failed);
        }

        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    // Each on a channel of its own with somebody who hears it, and with eight messages under way.
    private static async Task FullRateAsync(ServerLoop loop, TimedJournal journal, string path)
    {
        var people = await ArriveAsync(loop);
        journal.Clear();
        var (heard, end) = (0, Stopwatch.StartNew());
        await Task.WhenAll(people.Select(async person =>
        {
            for (var window = 0; window < 8; window++)
            {
                await person.Speaker.WriteLineAsync("a message of some sixty bytes, as people say in most channels"u8.ToArray());
            }

            while (end.Elapsed < Full && await person.Listener.ReadLineAsync() is not null)
            {
                Interlocked.Increment(ref heard);
                await person.Speaker.WriteLineAsync("a message of some sixty bytes, as people say in most channels"u8.ToArray());
            }
        }));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileName(path).Split('-')[1]}: {heard / end.Elapsed.TotalSeconds:F0} messages/s; {journal.Describe()}"));
    }

    private static async Task SteadyRateAsync(ServerLoop loop, TimedJournal journal, string path)
    {
        var people = await ArriveAsync(loop);
        foreach (var person in people)
        {
            _ = DrainAsync(person.Listener);
        }

        journal.Clear();
        var (clock, said, wal) = (Stopwatch.StartNew(), 0L, 0L);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (clock.Elapsed < Steady && await tick.WaitForNextTickAsync())
        {
            for (var due = (long)(clock.Elapsed.TotalSeconds * SteadyRate); said < due; said++)
            {
                await people[(int)(said % People)].Speaker.WriteLineAsync("a message of some sixty bytes, as people say in most channels"u8.ToArray());
            }

            wal = said % 1000 < 20 && File.Exists(path + "/journal.db-wal") ? Math.Max(wal, new FileInfo(path + "/journal.db-wal").Length) : wal;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"power-loss at {said / clock.Elapsed.TotalSeconds:F0} messages/s for {clock.Elapsed.TotalSeconds:F0} s: {journal.Describe()}; WAL at most {wal / 1048576.0:F1} MiB"));
    }

    // One batch after another, each of a single wish: what a message waits for on a quiet server.
    private static async Task AppendSinglyAsync(string directory, string what, bool isTransient)
    {
        var path = Path.Combine(directory, $"interlude-append-{Guid.NewGuid():N}.db");
        using (var journal = new SqliteJournal(JournalFile.Open(path, Durability.PowerLoss), 0, default))
        {
            var timed = new TimedJournal(journal);
            Text.TryCreate("a message of some sixty bytes, as people say in most channels"u8, out var text);
            var say = new Command.Say(Channel(0), Speech.Of(TextKind.Plain, text!) with { IsTransient = isTransient });
            for (var number = 1; number <= 2_000; number++)
            {
                var wish = new Wish(new Incarnation(new NodeId(1), 1), number, default, default, say);
                await timed.AppendAsync(new Batch(number, new Timestamp(number), [wish]));
            }

            Console.WriteLine($"power-loss, one by one, {what}: {timed.Describe()}");
        }

        File.Delete(path);
    }

    private static void Mark(string directory)
    {
        const int Marks = 1_000_000;
        var path = Path.Combine(directory, $"interlude-progress-{Guid.NewGuid():N}");
        using (var progress = Progress.Open(path))
        {
            var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            for (var number = 1; number <= Marks; number++)
            {
                progress.Begin(number);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a mark of progress: {clock.Elapsed.TotalMicroseconds / Marks:F2} µs, of CPU {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Marks:F2}"));
        }

        File.Delete(path);
    }

    private static async Task DrainAsync(LineConnection connection)
    {
        while (await connection.ReadLineAsync() is not null)
        {
        }
    }

    private static async Task<List<(LineConnection Speaker, LineConnection Listener)>> ArriveAsync(ServerLoop loop)
    {
        var people = new List<(LineConnection, LineConnection)>();
        for (var number = 0; number < People; number++)
        {
            people.Add((await ArriveAsync(loop, $"speaker{number}", number), await ArriveAsync(loop, $"listener{number}", number)));
        }

        return people;
    }

    private static async Task<LineConnection> ArriveAsync(ServerLoop loop, string name, int channel)
    {
        var (near, far) = MemoryTransport.CreatePair();
        loop.Accept(new LineConnection(near));
        var connection = new LineConnection(far);
        await connection.WriteLineAsync(Encoding.UTF8.GetBytes(name));
        await connection.WriteLineAsync("/part #lobby"u8.ToArray());
        await connection.WriteLineAsync(Encoding.UTF8.GetBytes($"/join #c{channel}"));
        await connection.WriteLineAsync("/ping here"u8.ToArray());
        while (await connection.ReadLineAsync() is { } line && !Encoding.UTF8.GetString(line.Span).StartsWith("* Pong", StringComparison.Ordinal))
        {
        }

        return connection;
    }

    private static void Recover(string directory, int entries)
    {
        var path = Path.Combine(directory, $"interlude-recovery-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        try
        {
            Write(DataDirectory.JournalIn(path), entries);
            Measure(path, "with an empty history, which gets all");
            Measure(path, "with a history that has all");
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void Measure(string path, string what)
    {
        using var file = JournalFile.Open(DataDirectory.JournalIn(path), Durability.ProcessCrash);
        using var history = HistoryFile.Open(DataDirectory.HistoryIn(path), Durability.ProcessCrash, Console.Error.WriteLine);
        using var progress = Progress.Open(Path.Combine(path, "progress"));
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var world = Recovery.Run(file, history, progress: progress);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"recovery of {world.Sequence} entries without a snapshot, {what}: {clock.Elapsed.TotalSeconds:F1} s, of CPU {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F1} s; journal.db {new FileInfo(file.File.Path).Length / 1048576} MiB"));
    }

    // A hundred people in ten channels, each line said by another, twenty in a batch.
    private static void Write(string path, int entries)
    {
        using var file = JournalFile.Open(path, Durability.ProcessCrash);
        var life = new Incarnation(new NodeId(1), 1);
        var commands = new List<(SessionId, Command)> { (default, new Command.NodeStarted()) };
        for (var number = 0; number < People; number++)
        {
            var session = new SessionId(life, number + 1);
            Nick.TryCreate(Encoding.UTF8.GetBytes($"p{number}"), out var nick, out _);
            SourceWord.TryCreate("user"u8, out var word);
            commands.Add((session, new Command.Register(nick!, new UserProfile { UserName = word!, RealHost = word!, Cloak = word!, RealName = Text.Empty })));
            commands.Add((session, new Command.Join(Channel(number))));
        }

        Text.TryCreate("a message of some sixty bytes, as people say in most channels"u8, out var text);
        for (var number = 0; commands.Count < entries; number++)
        {
            commands.Add((new SessionId(life, (number % People) + 1), new Command.Say(Channel(number % People), Speech.Of(TextKind.Plain, text!))));
        }

        var sequence = 0L;
        foreach (var batch in commands.Chunk(20))
        {
            file.Append([.. batch.Select(each =>
            {
                sequence++;
                return new Entry(sequence, new Timestamp(1_700_000_000_000 + sequence), 1, new Wish(life, sequence, each.Item1, new Origin(1, sequence), each.Item2));
            })]);
            if (sequence % 20_000 == 0)
            {
                file.File.Checkpoint();
            }
        }
    }

    private static ChannelName Channel(int person) =>
        ChannelName.TryCreate(Encoding.UTF8.GetBytes($"#c{person % 10}"), out var name, out _) ? name : throw new UnreachableException();

    /// <summary>A journal whose batches are counted and timed.</summary>
    private sealed class TimedJournal(Journal journal) : Journal
    {
        private readonly ConcurrentQueue<(int Wishes, double Milliseconds)> _batches = new();

        public void Clear() => _batches.Clear();

        public override async ValueTask<Appended> AppendAsync(Batch batch)
        {
            var begin = Stopwatch.GetTimestamp();
            var appended = await journal.AppendAsync(batch);
            _batches.Enqueue((batch.Wishes.Count, Stopwatch.GetElapsedTime(begin).TotalMilliseconds));
            return appended;
        }

        public string Describe()
        {
            var times = _batches.Select(batch => batch.Milliseconds).Order().ToList();
            var sizes = _batches.Select(batch => batch.Wishes).Order().ToList();
            double At(double share) => times[(int)((times.Count - 1) * share)];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{times.Count} batches of {sizes.Average():F1} (median {sizes[sizes.Count / 2]}, most {sizes[^1]}); commit p50 {At(0.5):F2} ms, p90 {At(0.9):F2}, p99 {At(0.99):F2}, p99.9 {At(0.999):F2}, max {At(1):F2}");
        }
    }
}
