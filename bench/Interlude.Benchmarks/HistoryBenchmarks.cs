using BenchmarkDotNet.Attributes;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Benchmarks;

/// <summary>What it costs to keep a message, and to read a page among a million.</summary>
[MemoryDiagnoser]
public class HistoryBenchmarks
{
    private const int Messages = 1_000_000;
    private const int Channels = 100;
    private const int Slice = 2048;

    private readonly string _folder = Directory.CreateTempSubdirectory("interlude-history-").FullName;
    private readonly List<Event> _events = [];
    private readonly Event.Said[] _said = new Event.Said[Channels];
    private HistoryFile? _file;
    private long _sequence;

    /// <summary>A million messages of 60 bytes, a tenth of a second apart, on a hundred channels in turn.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _file = HistoryFile.Open(Path.Combine(_folder, "history.db"), Durability.PowerLoss, Console.Error.WriteLine);
        for (var channel = 0; channel < Channels; channel++)
        {
            _said[channel] = Said(channel);
        }

        while (_sequence < Messages)
        {
            Keep();
        }
    }

    /// <summary>Removes the file.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        Console.WriteLine($"// {new FileInfo(Path.Combine(_folder, "history.db")).Length / _sequence} bytes a message in the file");
        _file!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A slice of 2,048 messages added and synced to the device, and moved into the file; a message.</summary>
    [Benchmark(OperationsPerInvoke = Slice)]
    public void Keep()
    {
        for (var count = 0; count < Slice; count++)
        {
            _events.Clear();
            _sequence++;
            _events.Add(_said[_sequence % Channels]);
            _file!.Add(new Entry(_sequence, TimeOf(_sequence), ChatWorld.NewestRules, NoWish), _events);
        }

        _file!.Commit(_sequence);
    }

    /// <summary>The last hundred messages of a channel.</summary>
    [Benchmark]
    public int Latest() => Read(Page(7) with { IsFromEnd = true });

    /// <summary>The hundred before a message in the middle.</summary>
    [Benchmark]
    public int Before() => Read(Page(7) with { Before = HistoryBound.At(Messages / 2, 0), IsFromEnd = true });

    /// <summary>The hundred after a moment in the middle.</summary>
    [Benchmark]
    public int AfterMoment() => Read(Page(7) with { After = HistoryBound.At(TimeOf(Messages / 2)) });

    /// <summary>The last ten.</summary>
    [Benchmark]
    public int LatestTen() => Read(Page(7) with { IsFromEnd = true, Limit = 10 });

    private static Wish NoWish { get; } = new(new Incarnation(new NodeId(1), 1), 1, default, default, new Command.NodeStarted());

    private static Timestamp TimeOf(long sequence) => new(1_700_000_000_000 + (sequence * 100));

    private static Event.Said Said(int channel)
    {
        Nick.TryCreate("somebody"u8, out var nick, out _);
        SourceWord.TryCreate("user"u8, out var user);
        SourceWord.TryCreate("abcdefgh.ijklmnop.ip"u8, out var host);
        ChannelName.TryCreate("#a-channel"u8, out var name, out _);
        Text.TryCreate("a sentence of the length that people write, which is sixty.."u8, out var text);
        return new Event.Said(
            Audience.Nobody, new Identity(new UserId(2), nick!, user!, host!), name!, Speech.Of(TextKind.Plain, text!), Ranks.None)
        {
            KeptIn = [new Conversation.OfChannel(new ChannelId(channel + 1))],
        };
    }

    private HistoryQuery Page(int channel) => new()
    {
        Parts = [new HistoryPart(new Conversation.OfChannel(new ChannelId(channel + 1)), From: 0)],
        Limit = 100,
        AsOf = _sequence,
    };

    private int Read(HistoryQuery query) => _file!.ReadAsync(query).AsTask().GetAwaiter().GetResult()!.Items.Length;
}
