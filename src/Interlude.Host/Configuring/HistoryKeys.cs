using Interlude.Server;

namespace Interlude.Host.Configuring;

/// <summary>The keys of what is kept, and of how it is read.</summary>
internal static class HistoryKeys
{
    public static ConfigurationKey[] All() =>
    [
        new SwitchKey(
            "history.keep", "Whether what happens on channels and between people is kept. With false nobody can read history, and people are told that nothing is kept; what was kept before stays for as long as it would have, and can be read when this is true again.",
            c => c.KeepsHistory, (c, keeps) => c with { KeepsHistory = keeps })
        {
            IsReloadable = false,
        },
        Number("days", "How long what happens on channels and between people is kept; 0 is for ever. People are told. What is older is not shown, and goes soon.", "days", 0, 36_500, l => l.HistoryDays, (l, n) => l with { HistoryDays = n }),
        Number("items", "How many messages of one conversation are kept, and as many reactions, and as many comings, goings and changes; 0 is any number. The oldest go. A channel with mode N keeps nothing.", "things", 0, int.MaxValue, l => l.MaxHistoryItems, (l, n) => l with { MaxHistoryItems = n }),
        Number("pageSize", "How many messages may be asked for at once (CHATHISTORY). With 0 nobody can read history.", "messages", 0, 1000, l => l.MaxHistoryMessages, (l, n) => l with { MaxHistoryMessages = n }),
        Number("replayOnJoin", "How many messages of a channel whoever joins it is told of without asking, as far as it may read them. Clients that ask for history by themselves are told of none.", "messages", 0, 100, l => l.MaxReplayed, (l, n) => l with { MaxReplayed = n }),
    ];

    private static NumberKey Number(
        string name, string meaning, string unit, int least, int most,
        Func<ServerLimits, int> get, Func<ServerLimits, int, ServerLimits> set) =>
        new($"history.{name}", meaning, least, most, c => get(c.Limits), (c, n) => c with { Limits = set(c.Limits, n) }) { Unit = unit };
}
