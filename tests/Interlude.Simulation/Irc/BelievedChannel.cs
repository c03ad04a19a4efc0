using System.Globalization;
using Interlude.World;

namespace Interlude.Simulation.Irc;

/// <summary>A channel as somebody on it believes it to be.</summary>
internal sealed class BelievedChannel(string name)
{
    public string Name { get; set; } = name;

    public string Topic { get; set; } = string.Empty;

    /// <summary>By nick, as it is spelled.</summary>
    public Dictionary<string, Ranks> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>It was told who is there (366).</summary>
    public bool KnowsMembers { get; set; }

    /// <summary>It was told all that each of them is.</summary>
    public bool KnowsRanks { get; set; } = true;

    /// <summary>It was told its modes (324).</summary>
    public bool KnowsModes { get; set; }

    public ChannelTraits Traits { get; private set; }

    public bool HasKey { get; private set; }

    public int Limit { get; private set; }

    public string? Forward { get; private set; }

    public void ForgetModes() => (Traits, HasKey, Limit, Forward) = (ChannelTraits.None, false, 0, null);

    public void Change(bool isSet, char letter, string parameter)
    {
        var rank = IrcLetters.RankOf(letter);
        if (rank != Ranks.None)
        {
            if (Members.TryGetValue(parameter, out var ranks))
            {
                Members[parameter] = isSet ? ranks | rank : ranks & ~rank;
            }

            return;
        }

        switch (letter)
        {
            case 'k':
                HasKey = isSet;
                break;
            case 'l':
                Limit = isSet ? int.Parse(parameter, CultureInfo.InvariantCulture) : 0;
                break;
            case 'f':
                Forward = isSet ? parameter : null;
                break;
            case 'b' or 'e' or 'I':
                break;
            default:
                var trait = IrcLetters.Traits.First(known => known.Letter == letter).Trait;
                Traits = isSet ? Traits | trait : Traits & ~trait;
                break;
        }
    }
}
