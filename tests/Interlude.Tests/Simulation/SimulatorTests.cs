using Interlude.Simulation;

namespace Interlude.Tests.Simulation;

public sealed class SimulatorTests
{
    private const int Steps = 4_000;

    [Fact]
    public async Task A_seed_means_the_same_twice_and_in_another_process()
    {
        var first = Simulator.Run(new SimulatorOptions { Seed = 3, Steps = Steps });
        var second = Simulator.Run(new SimulatorOptions { Seed = 3, Steps = Steps });
        var (exitCode, elsewhere) = await RunElsewhereAsync("--seed", "3", "--steps", $"{Steps}");

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(0, exitCode);
        Assert.Equal($"seed 3: {first.Steps} steps, {first.Entries} entries, digest {first.Digest}", elsewhere.Trim());
    }

    [Fact]
    public void Other_seeds_are_other_runs()
    {
        Assert.NotEqual(
            Simulator.Run(new SimulatorOptions { Seed = 1, Steps = 500 }).Digest,
            Simulator.Run(new SimulatorOptions { Seed = 2, Steps = 500 }).Digest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_world_replaced_by_its_snapshot_changes_no_output(ulong seed)
    {
        var swapping = Simulator.Run(new SimulatorOptions { Seed = seed, Steps = Steps });
        var still = Simulator.Run(new SimulatorOptions { Seed = seed, Steps = Steps, Swaps = false });

        Assert.Equal(still.Digest, swapping.Digest);
    }

    // What a run never meets, it says nothing about.
    [Fact]
    public void A_few_seeds_meet_everything_that_they_are_for()
    {
        var met = Enumerable.Range(1, 16)
            .SelectMany(seed => Simulator.Run(new SimulatorOptions { Seed = (ulong)seed, Steps = 20_000 }).Met.All)
            .Where(met => met.Count > 0)
            .Select(met => met.What)
            .ToHashSet();

        Assert.Empty(Wanted.Except(met));
    }

    [Theory]
    [InlineData("--seed", "x")]
    [InlineData("--steps", "0")]
    [InlineData("--sed", "1")]
    public async Task A_bad_option_is_said_and_nothing_is_run(string option, string value)
    {
        var (exitCode, output) = await RunElsewhereAsync(option, value);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"Interlude.Simulation: cannot make sense of {option} {value}. ", output, StringComparison.Ordinal);
    }

    private static string[] Wanted =>
    [
        "round: wishes gathered", "Said: other", "Said: elsewhere", "Told: self", "Told: target",
        "Joined: self", "Joined: other", "Joined: elsewhere", "Parted: self", "Parted: other", "Parted: elsewhere", "Quit: other",
        "Kicked: self", "Kicked: target", "Kicked: other", "Kicked: elsewhere", "Renamed: self", "Renamed: other", "AwaySet: self", "Invited: self", "Invited: target",
        "TopicSet: self", "TopicSet: other", "TopicSet: elsewhere", "ModesSet: self", "ModesSet: other", "ModesSet: elsewhere",
        "refused: * The name is Please choose", "refused: * The name is You keep", "refused: * There are people here",
        "refused: * There is nobody called", "refused: * There is no channel", "refused: * You are not in", "refused: * is not in",
        "refused: * is in", "refused: * Only an operator of can", "refused: * Nobody operates so nobody can",
        "no change: ChangeNick", "no change: ChangeModes", "refused: * The topic of is", "refused: * That text is longer than",
        "refused: * You are in as many", "refused: * has as many as", "refused: * There are as many as",
        "wait: for credit", "wait: for the log", "close: goodbye", "close: overflow", "close: * Interlude is shutting down.",
        "close: * Interlude is full: it serves", "close: * There are connections from your address",
        "ChannelRenamed: other", "refused: * You are banned from", "refused: * Only people with a voice", "refused: * Joining needs its",
        "IRC Registered: self", "IRC Joined: self", "IRC Joined: other", "IRC Parted: other", "IRC Quit: other", "IRC Said: self",
        "IRC Said: other", "IRC Told: self", "IRC Told: target", "IRC ModesSet: self", "IRC ModesSet: other", "IRC Kicked: self",
        "IRC Kicked: target", "IRC Kicked: other", "IRC TopicSet: self", "IRC TopicSet: other", "IRC Renamed: self",
        "IRC Renamed: other", "IRC AwaySet: self", "IRC AwaySet: other", "IRC RealNameSet: other", "IRC Invited: self",
        "IRC Invited: target", "IRC Invited: other", "IRC ChannelRenamed: self", "IRC ChannelRenamed: other", "IRC HostSet: self",
        "IRC UserModesSet: self", "IRC Watching: self", "IRC Online: watcher", "IRC Offline: watcher",
        "IRC Attached: one of several devices", "IRC Attached: self", "IRC Moved: one of several devices", "IRC Said: one of several devices",
        "IRC Told: one of several devices", "answer: HistoryTargetsRead", "answer: HistoryRead", "IRC ReadMarked: self",
        "IRC refused: * You are banned from", "IRC refused: * Only who is invited can", "IRC refused: * Joining needs its",
        "IRC close: of its own will", "IRC close: overflow",
        "node: begins again", "crash: Ask", "crash: Append", "crash: Commit", "crash: Send", "restart: messages that were received",
        "log: failed appends", "log: appends of unknown outcome", "log: batches held twice",
    ];

    private static Task<(int ExitCode, string Output)> RunElsewhereAsync(params string[] arguments) => OutsideProgram.RunAsync(
        AppContext.BaseDirectory,
        TimeSpan.FromMinutes(2),
        new Dictionary<string, string?>(),
        "dotnet",
        ["exec", typeof(Simulator).Assembly.Location, .. arguments]);
}
