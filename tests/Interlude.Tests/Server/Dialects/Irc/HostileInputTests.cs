using System.Globalization;
using System.Text;
using Interlude.Server;
using Interlude.Simulation;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>
/// Lines that nobody would send, to a whole server: those of the golden transcripts as they are, cut up and mixed up, and
/// bytes of chance. Nothing may throw, nothing go on for ever, nothing grow without bound.
/// </summary>
public class HostileInputTests
{
    private const int Lines = 15_000;
    private const int MostClients = 8;

    // What one line can bring back: a WHO of all, a LIST of all, far below what an outbox holds.
    private const int MostAnswers = 2_000;

    // What a handful of clients can make the world keep, whatever they send.
    private const int MostSnapshotBytes = 2_000_000;

    // And what the server holds beside it: of the world as it is, of dialects, queues and alarms.
    private const int MostObjects = 30_000;

    // Some seconds are enough, and a machine may be busy: this is for what would go on for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly string[] Capabilities =
    [
        "message-tags", "server-time", "batch", "labeled-response", "echo-message", "draft/multiline", "multi-prefix", "away-notify",
        "chghost", "extended-join", "extended-monitor", "invite-notify", "setname", "standard-replies", "userhost-in-names",
        "draft/channel-rename", "draft/extended-isupport", "draft/pre-away", "no-implicit-names",
    ];

    public static TheoryData<ulong> Seeds => Environment.GetEnvironmentVariable("FUZZ_SEED") is { } seed
        ? [ulong.Parse(seed, CultureInfo.InvariantCulture)]
        : [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_that_is_sent_throws_hangs_or_grows(ulong seed)
    {
        try
        {
            await Task.Run(new Attack(seed).Run, TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"Seed {seed} breaks it, or takes over {Limit}; FUZZ_SEED={seed} repeats it.", broken);
        }
    }

    [Fact]
    public Task Nor_does_what_was_never_sent_before()
    {
        var seed = (ulong)TimeProvider.System.GetUtcNow().UtcTicks;
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={seed}");
        return Nothing_that_is_sent_throws_hangs_or_grows(seed);
    }

    private sealed class Attack(ulong seed)
    {
        private readonly Chance _chance = new(seed);
        private readonly RehearsedHost _host = new(new ServerLimits { RegistrationSeconds = 5, PingSeconds = 20, PongSeconds = 5 });
        private readonly List<ClientId> _clients = [];
        private readonly byte[][] _corpus = Corpus();

        public void Run()
        {
            for (var line = 0; line < Lines; line++)
            {
                Step();
                if (line % 1000 == 0)
                {
                    Assert.InRange(WorldHistory.Save(_host.Server.World).Length, 0, MostSnapshotBytes);
                    Assert.InRange(Held.CountFrom(_host.Server), 0, MostObjects);
                }
            }

            Assert.Empty(_host.Faults.Select(fault => $"{fault.Doing}: {fault.Exception}"));
        }

        private void Step()
        {
            _clients.RemoveAll(_host.IsClosed);
            if (_clients.Count < 2 || (_clients.Count < MostClients && _chance.OneIn(50)))
            {
                Connect();
            }

            var client = _chance.Pick(_clients);
            switch (_chance.Below(200))
            {
                case 0:
                    _host.Reset(client);
                    break;
                case 1:
                    _host.Pass(_chance.Below(10_000));
                    break;
                default:
                    Send(client, Line());
                    break;
            }

            _host.Drain();
        }

        private void Connect()
        {
            var isIrc = !_chance.OneIn(6);
            var client = _host.Connect(isIrc ? PeerDialect.Irc : PeerDialect.Plain);
            _clients.Add(client);
            if (isIrc && !_chance.OneIn(5))
            {
                foreach (var capability in Capabilities.Where(_ => _chance.OneIn(2)))
                {
                    Send(client, Utf8($"CAP REQ {capability}"));
                }

                Send(client, Utf8($"NICK n{_chance.Below(20)}"));
                Send(client, Utf8("USER u 0 * :r"));
                Send(client, Utf8("CAP END"));
            }
        }

        private void Send(ClientId client, byte[] line)
        {
            if (_host.IsClosed(client))
            {
                return;
            }

            var before = _host.Got(client).Count;
            _host.Type(client, line);
            _host.Drain();
            Assert.InRange(_host.Got(client).Count - before, 0, MostAnswers);
        }

        private byte[] Line() => _chance.Below(10) switch
        {
            < 4 => _chance.Pick(_corpus),
            < 8 => Mutated(_chance.Pick(_corpus)),
            8 => Spliced(),
            _ => Bytes(_chance.OneIn(20) ? _chance.Below(6000) : _chance.Below(80)),
        };

        private byte[] Mutated(byte[] line)
        {
            var mutated = line.ToList();
            for (var changes = _chance.Between(1, 4); changes > 0; changes--)
            {
                var at = _chance.Below(mutated.Count + 1);
                switch (_chance.Below(6))
                {
                    case 0 when at < mutated.Count:
                        mutated[at] = (byte)_chance.Below(256);
                        break;
                    case 1 when at < mutated.Count:
                        mutated.RemoveRange(at, Math.Min(mutated.Count - at, _chance.Between(1, 8)));
                        break;
                    case 2:
                        mutated.InsertRange(at, Bytes(_chance.Below(4)));
                        break;
                    case 3:
                        mutated.InsertRange(at, Utf8(_chance.Pick([" ", ":", ",", "#", "@", "+", "-", "*", "=", ";", "\\", "!", "\u0001", "é", "👍", "0", "%"])));
                        break;
                    case 4 when at < mutated.Count:
                        mutated.InsertRange(at, mutated[at..]);
                        break;
                    default:
                        mutated.AddRange(Enumerable.Repeat((byte)_chance.Pick(["x", ",", " ", "#", "+"])[0], _chance.Below(600)));
                        break;
                }
            }

            return [.. mutated.Take(8000).Where(unit => unit != (byte)'\n')];
        }

        private byte[] Spliced()
        {
            var (first, second) = (_chance.Pick(_corpus), _chance.Pick(_corpus));
            return [.. first.Take(_chance.Below(first.Length + 1)), .. second.Skip(_chance.Below(second.Length + 1))];
        }

        // A line holds no LF, whoever sends it: it would be two.
        private byte[] Bytes(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => (byte)_chance.Below(256)).Where(unit => unit != (byte)'\n')];

        private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

        private static byte[][] Corpus()
        {
            var folder = Path.Combine(RepositoryTree.Root, "tests", "Interlude.Tests", "Golden", "Irc");
            byte[][] lines =
            [
                .. Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
                    .Select(line => line.Split("> ", 2))
                    .Where(parts => parts is [{ Length: > 0 } name, _] && name.All(char.IsAsciiLetterOrDigit))
                    .Select(parts => Encoding.UTF8.GetBytes(parts[1].Replace("\\x01", "\u0001", StringComparison.Ordinal))),
            ];
            Assert.True(lines.Length > 100, "The golden transcripts of IRC hold too few lines to start from.");
            return lines;
        }
    }
}
