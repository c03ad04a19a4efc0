using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class EventCodecTests
{
    [Fact]
    public void Every_kind_has_a_sample_and_its_bytes_are_frozen()
    {
        var kinds = typeof(ChatWorld).Assembly.GetType("Interlude.World.Snapshots.EventKind", throwOnError: true)!;
        var text = string.Concat(Samples().Select(happened => $"{happened.GetType().Name} {Convert.ToHexString(Write(happened))}\n"));

        Assert.Equal(
            Enum.GetNames(kinds).Order(StringComparer.Ordinal),
            Samples().Select(happened => happened.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames(kinds).Length, Enum.GetValuesAsUnderlyingType(kinds).Cast<int>().Distinct().Count());
        GoldenText.Check("World/events.txt", text);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.All(Samples(), CheckRoundTrip);
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            var (world, events) = (new ChatWorld(), new List<Event>());
            foreach (var entry in new WorldHistory().Continue(0, numbers))
            {
                world.Apply(entry, events);
            }

            Assert.All(events.Where(happened => !happened.KeptIn.IsEmpty), CheckRoundTrip);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_event_that_was_cut_or_goes_on_is_refused()
    {
        foreach (var whole in Samples().Select(Write))
        {
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.Throws<FormatException>(() => EventCodec.Read(whole.AsSpan(0, length)));
            }

            Assert.Throws<FormatException>(() => EventCodec.Read([.. whole, 0]));
        }
    }

    [Fact]
    public void An_event_with_any_bit_changed_is_refused_or_another_good_one()
    {
        foreach (var whole in Samples().Select(Write))
        {
            for (var bit = 0; bit < whole.Length * 8; bit++)
            {
                var changed = whole.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                if (TryRead(changed) is { } happened)
                {
                    Assert.Equal(changed, Write(happened));
                }
            }
        }
    }

    private static void CheckRoundTrip(Event happened)
    {
        var bytes = Write(happened);

        var read = EventCodec.Read(bytes);

        Assert.Equal(PartsOf.Of(happened with { KeptIn = [], Audience = Audience.Nobody }), PartsOf.Of(read));
        Assert.Equal(bytes, Write(read));
    }

    private static Event? TryRead(byte[] bytes)
    {
        try
        {
            return EventCodec.Read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Write(Event happened)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EventCodec.Write(bytes, happened);
        return bytes.WrittenSpan.ToArray();
    }

    // Every value is unlike its neighbors, so that none can take another's place.
    private static IReadOnlyList<Event> Samples()
    {
        var ana = new Identity(new UserId(300), Names.Nick("Ana"), Names.Word("u"), Names.Word("h"), IsBot: true);
        var bob = new Identity(new UserId(5), Names.Nick("bob"), Names.Word("v"), Names.Word("w"));
        var (a, b, text, nobody) = (Names.Channel("#Å"), Names.Channel("#b"), Names.Text("hello"), Audience.Nobody);
        var speech = new Speech(SpeechKind.Notice, TextKind.Action, text)
        {
            More = [new SpeechLine(Names.Text("more"), true), new SpeechLine(Text.Empty, false)],
            ClientTags = Names.Text("+reply=1"),
        };
        return
        [
            new Event.Said(nobody, ana, a, speech, Ranks.Operator),
            new Event.Told(nobody, ana, bob, Speech.Of(TextKind.Plain, text), Names.Text("asleep")),
            new Event.Joined(nobody, ana, a, Ranks.Voice, Names.Text("Ana A."), Names.Text("asleep")) { SentFrom = b },
            new Event.Joined(nobody, bob, a, Ranks.None, Text.Empty, Text.Empty),
            new Event.Parted(nobody, ana, a, text),
            new Event.Kicked(nobody, ana, bob, a, text),
            new Event.Quit(nobody, ana, new Departure(DepartureCause.OwnWish, text)),
            new Event.Quit(nobody, ana, new Departure(DepartureCause.Killed, text, bob)),
            new Event.Renamed(nobody, ana, bob.Nick),
            new Event.TopicChanged(nobody, ana, a, text),
            new Event.ModesChanged(nobody, ana, a, [new ModeChange.Limit(true, 300)]),
            new Event.ModesChanged(nobody, null, a, [new ModeChange.Rank(true, Ranks.Operator, bob.Nick)]),
            new Event.ChannelRenamed(nobody, ana, a, b, text),
        ];
    }
}
