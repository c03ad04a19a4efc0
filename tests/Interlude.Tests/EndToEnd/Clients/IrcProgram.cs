using System.Diagnostics;

namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>A real IRC client that a test drives: it is called cyd, has joined #dev, says what it is told to, and shows what it sees.</summary>
internal abstract class IrcProgram : IAsyncDisposable
{
    public const string Nick = "cyd";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Programs for people give no sign when they have drawn something: one has to look again.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>How it shows that ana says something, goes by another name, changes a mode, sets a topic, kicks it.</summary>
    public abstract Shown Shows { get; }

    /// <summary>Says a line in #dev.</summary>
    public abstract Task SayAsync(string line);

    /// <summary>All that it has shown, as far as it is kept.</summary>
    protected abstract Task<string> LookAsync();

    /// <summary>Waits until it shows this.</summary>
    public async Task WaitForAsync(string text)
    {
        var begin = Stopwatch.GetTimestamp();
        string seen;
        while (!(seen = await LookAsync()).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Limit, $"It has not shown \"{text}\" but:\n{seen}");
            await Task.Delay(Glance, TimeProvider.System);
        }
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>The words with which a client shows things.</summary>
    /// <param name="Said">That ana says "good day".</param>
    /// <param name="Renamed">That ana becomes anna.</param>
    /// <param name="Mode">That anna makes cyd an operator.</param>
    /// <param name="Topic">That the topic is "ship it".</param>
    /// <param name="Kicked">That anna removes cyd, who was "too loud".</param>
    internal sealed record Shown(string Said, string Renamed, string Mode, string Topic, string Kicked);
}
