namespace Interlude.Load.Patterns;

/// <summary>The patterns with the numbers that the reports are made with.</summary>
internal static class PatternCatalog
{
    public static IReadOnlyList<Pattern> Default =>
    [
        new ChannelPattern { Clients = 500, Senders = 4, Window = 8 },
        new ChannelsPattern { Clients = 500, Groups = 50, Senders = 100, Window = 4 },
        new PairsPattern { Clients = 400, Senders = 200, Window = 4 },
        new MixedPattern { Clients = 500, Groups = 50, Senders = 100, Window = 4 },
        new SlowPattern { Clients = 500, Senders = 4, Window = 8 },
        new StormPattern { Clients = 10_000 },
        new IdlePattern { Clients = 10_000 },
    ];

    public static IEnumerable<string> Names => Default.Select(pattern => pattern.Name);

    public static Pattern Find(string name) => Default.Single(pattern => pattern.Name == name);
}
