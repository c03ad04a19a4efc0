namespace Interlude.Server;

/// <summary>What people are told of history in any dialect.</summary>
internal static class HistoryWords
{
    /// <summary>A sentence for who arrives; empty where nobody can read history.</summary>
    public static string Kept(ServerLimits limits) => limits switch
    {
        { MaxHistoryMessages: 0 } => string.Empty,
        { HistoryDays: 0 } => "What is said is kept.",
        { HistoryDays: 1 } => "What is said is kept for a day.",
        _ => $"What is said is kept for {limits.HistoryDays} days.",
    };
}
