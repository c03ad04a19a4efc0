namespace Interlude.Simulation.Talk;

/// <summary>
/// All names that peers use, and which of them are one: the fold as a table written by hand, so that the world's own
/// is not its own judge. A name that is not here is no name.
/// </summary>
internal static class Spellings
{
    /// <summary>As long as can be: what is said there may not fit into a line of IRC.</summary>
    public static string LongChannel { get; } = "#" + new string('ж', 49) + "y";

    private static readonly string[][] NickGroups =
    [
        ["ana", "Ana", "ANA"],
        ["straße", "STRASSE", "Strasse"],
        ["Éva", "éva", "e\u0301va", "ÉVA"],
        ["kay", "Kay", "\u212Aay"],                   // KELVIN SIGN
        ["ｂｏｂ", "bob", "BOB"],                      // full width
        ["ΣΟΦΙΑΣ", "σοφιας", "σοφιασ"],
        ["_x[y]", "_X[Y]"],
        ["ﬁn", "fin", "FIN"],                          // a ligature
        [new string('я', 32), new string('Я', 32)],    // as long as can be
        .. Enumerable.Range(0, 110).Select(number => new[] { $"kim{number}", $"KIM{number}", $"Kim{number}" }),
    ];

    private static readonly string[][] ChannelGroups =
    [
        ["#lobby", "#Lobby", "#LOBBY"],
        ["#dev", "#DEV"],
        ["#straße", "#strasse"],
        ["#日本", "#日本"],
        ["#été", "#ÉTÉ", "#e\u0301te\u0301"],
        [LongChannel, "#" + new string('Ж', 49) + "y"],
        .. Enumerable.Range(0, 9).Select(number => new[] { $"#room{number}", $"#ROOM{number}" }),
    ];

    public static IReadOnlyList<string> Nicks { get; } = [.. NickGroups.SelectMany(group => group)];

    public static IReadOnlyList<string> Channels { get; } = [.. ChannelGroups.SelectMany(group => group)];

    /// <summary>None of these can be a nick.</summary>
    public static IReadOnlyList<string> BadNicks { get; } =
    [
        "9ana", "-ana", "a,b", "a~b", "a\u200Bb", "#dev", "a\u0301\u0301", "x\u0007y", "ana!", new string('n', 33), "日a\uFDFA", "\u0301a",
    ];

    /// <summary>None of these can be the name of a channel, though each begins with #.</summary>
    public static IReadOnlyList<string> BadChannels { get; } =
        ["#", "#a,b", "#a\u200Bb", "#\u0301", "#" + new string('c', 64), "#x\u0007"];

    private const int FirstGuest = 1_000_000;   // the server gives such names, and no peer does

    private static readonly Dictionary<string, int> NickGroupOf = Index(NickGroups);
    private static readonly Dictionary<string, int> ChannelGroupOf = Index(ChannelGroups);

    /// <summary>Two spellings with the same number are one nick; -1: no nick.</summary>
    public static int NickKey(string spelling) => NickGroupOf.TryGetValue(spelling, out var group) ? group
        : spelling.StartsWith("Guest", StringComparison.Ordinal) && int.TryParse(spelling.AsSpan(5), out var number) ? FirstGuest + number
        : -1;

    /// <summary>Two spellings with the same number are one channel; -1: no channel's name.</summary>
    public static int ChannelKey(string spelling) => ChannelGroupOf.GetValueOrDefault(spelling, -1);

    /// <summary>What a nick is as a mask sees it, where ASCII can say it.</summary>
    public static string AsciiNick(int nick) => nick >= FirstGuest ? $"Guest{nick - FirstGuest}" :
        NickGroups[nick].FirstOrDefault(spelling => spelling.All(char.IsAscii)) ?? NickGroups[nick][0];

    /// <summary>Where a channel stands in a list: the folded names in the order of their code units.</summary>
    public static string SortKey(int channel) => ChannelGroups[channel][0] switch
    {
        "#straße" => "#strasse",
        "#été" => "#e\u0301te\u0301",
        var name => name,
    };

    private static Dictionary<string, int> Index(string[][] groups)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var spelling in groups[group])
            {
                index[spelling] = group;
            }
        }

        return index;
    }
}
