namespace Interlude.Server;

/// <summary>What people are told of history in any dialect.</summary>
internal static class HistoryWords
{
    /// <summary>For who arrives: whether what is said is kept, and for how long.</summary>
    /// <param name="options">The server's.</param>
    /// <param name="how">A sentence that says how it is read, to follow where it can be.</param>
    public static string Kept(ServerOptions options, string? how = null)
    {
        if (!options.KeepsHistory)
        {
            return "What is said is not kept.";
        }

        var time = (options.Limits.HistoryDays, options.IsInMemory) switch
        {
            (0, false) => string.Empty,
            (0, true) => " until the server stops",
            (1, false) => " for a day",
            (1, true) => " for a day, or until the server stops",
            (var days, false) => $" for {days} days",
            var (days, _) => $" for {days} days, or until the server stops",
        };
        return options.Limits.MaxHistoryMessages == 0 ? $"What is said is kept{time}, but nobody can read it again."
            : how is null ? $"What is said is kept{time}."
            : $"What is said is kept{time}. {how}";
    }
}
