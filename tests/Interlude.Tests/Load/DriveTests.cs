using System.Net;
using Interlude.Load;
using Interlude.Load.Driving;
using Interlude.Load.Patterns;

namespace Interlude.Tests.Load;

/// <summary>The generator against our own server, by counts: a few clients, and every delivery is there.</summary>
public sealed class DriveTests
{
    public static TheoryData<string, bool> Runs => new()
    {
        { "channel", false }, { "channel", true }, { "channels", false }, { "pairs", false }, { "pairs", true }, { "mixed", false }, { "mixed", true },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_delivery_comes(string name, bool tags)
    {
        const int Messages = 220;   // of each sender: two renames, and two who part or come back
        Pattern pattern = name switch
        {
            "channel" => new ChannelPattern { Clients = 12, Senders = 3, Window = 4 },
            "channels" => new ChannelsPattern { Clients = 12, Groups = 3, Senders = 6, Window = 2 },
            "pairs" => new PairsPattern { Clients = 8, Senders = 4, Window = 3 },
            _ => new MixedPattern { Clients = 15, Groups = 3, Senders = 6, Window = 2 },
        };

        var measured = await RunAsync(pattern, options => options with { Messages = Messages, Tags = tags });

        var clients = Enumerable.Range(0, pattern.Clients).ToList();
        var echoes = Enumerable.Range(0, pattern.Senders).Count(number => tags && pattern.SenderAt(number) % 2 == 0);
        var all = Messages * (Enumerable.Range(0, pattern.Senders).Sum(number => pattern.MembersOf(pattern.SenderAt(number)) - 1) + echoes);
        var missed = pattern.Changes ? Messages * pattern.Senders : 0;   // at most: by those who were away
        Assert.InRange(measured.AllDeliveries, all - missed, all - (missed > 0 ? 1 : 0));
        Assert.Equal(tags ? clients.Count(client => client % 2 == 0) : 0, measured.Tagged);
        Assert.True(measured.DeliveriesPerSecond > 0 && measured.FullLoad!.P99 >= measured.FullLoad.P50);
    }

    [Fact]
    public async Task Who_does_not_read_gets_everything_later()
    {
        var measured = await RunAsync(
            new SlowPattern { Clients = 20, Senders = 2, Window = 2 },
            options => options with { Messages = 50, Rate = 2000, Seconds = 0.2 });

        Assert.Equal(2000, measured.OfferedPerSecond);
        Assert.True(measured.FixedRate!.P50 > 0);
        Assert.True(measured.AllDeliveries > 2 * 50 * 19);
    }

    [Theory]
    [InlineData("storm")]
    [InlineData("idle")]
    public async Task All_register(string name)
    {
        var measured = await RunAsync(PatternCatalog.Find(name) with { Clients = 60 }, options => options with { Seconds = 0.1 });

        Assert.Null(measured.Note);
        Assert.True(measured.RegistrationsPerSecond > 0);
    }

    [Fact]
    public async Task A_refusal_ends_the_run_with_a_sentence()
    {
        var failure = await Assert.ThrowsAsync<LoadException>(() => RunAsync(
            new PairsPattern { Clients = 2, Senders = 1 }, options => options with { Messages = 5 }, "--set", "limits.nickLength=1"));

        Assert.Matches("^Client 0 was refused: .* 432 ", failure.Message);
    }

    private static async Task<Interlude.Load.Measuring.Measurement> RunAsync(Pattern pattern, Func<DriveOptions, DriveOptions> with, params string[] arguments)
    {
        await using var serve = ChildProcess.Interlude(["serve", "--listen", "irc://127.0.0.1:0", .. arguments]);
        var options = with(new DriveOptions(pattern, new IPEndPoint(IPAddress.Loopback, await serve.ReadPortAsync()), serve.Id));
        return await Task.Run(() => Drive.Run(options));
    }
}
