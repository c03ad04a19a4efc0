using System.Globalization;
using Interlude.World;

namespace Interlude.Simulation.Irc;

/// <summary>The letters of modes, as 005 says them: a table of its own.</summary>
internal static class IrcLetters
{
    private static readonly (char Letter, char Prefix, Ranks Rank)[] Ranked =
        [('q', '~', Ranks.Owner), ('a', '&', Ranks.Admin), ('o', '@', Ranks.Operator), ('h', '%', Ranks.HalfOperator), ('v', '+', Ranks.Voice)];

    public static IReadOnlyList<(char Letter, ChannelTraits Trait)> Traits { get; } =
    [
        ('C', ChannelTraits.NoCtcp), ('M', ChannelTraits.AccountsSpeak), ('R', ChannelTraits.AccountsJoin),
        ('U', ChannelTraits.OperatorsHear), ('c', ChannelTraits.NoFormatting), ('i', ChannelTraits.InviteOnly),
        ('m', ChannelTraits.Moderated), ('n', ChannelTraits.MembersOnly), ('s', ChannelTraits.Secret),
        ('t', ChannelTraits.TopicLocked), ('u', ChannelTraits.Auditorium),
    ];

    public static IReadOnlyList<(char Letter, UserModes Mode)> OfUsers { get; } =
    [
        ('B', UserModes.Bot), ('R', UserModes.AccountsTell), ('i', UserModes.Invisible), ('s', UserModes.HearsNotices),
        ('w', UserModes.HearsAnnouncements), ('x', UserModes.Cloaked),
    ];

    public static string PrefixOf(Ranks least) =>
        least == Ranks.None ? string.Empty : Ranked.First(ranked => (ranked.Rank & least) != 0).Prefix.ToString();

    public static string RanksOf(Ranks ranks) => new([.. Ranked.Where(ranked => (ranked.Rank & ranks) != 0).Select(ranked => ranked.Letter)]);

    public static Ranks RankOf(char letter) => Ranked.FirstOrDefault(ranked => ranked.Letter == letter).Rank;

    public static Ranks RankOfPrefix(char prefix) => Ranked.FirstOrDefault(ranked => ranked.Prefix == prefix).Rank;

    /// <summary>A name as 353 has it: with what stands in front.</summary>
    public static (Ranks Ranks, string Name) Split(string name)
    {
        var ranks = Ranks.None;
        while (name.Length > 0 && RankOfPrefix(name[0]) is var rank && rank != Ranks.None)
        {
            ranks |= rank;
            name = name[1..];
        }

        return (ranks, name);
    }

    public static string Spell(ModeChange change) => (change.IsSet ? "+" : "-") + change switch
    {
        ModeChange.Trait trait => Traits.First(known => known.Trait == trait.Which).Letter.ToString(),
        ModeChange.Key => "k *",
        ModeChange.Limit limit => limit.IsSet ? string.Create(CultureInfo.InvariantCulture, $"l {limit.Members}") : "l",
        ModeChange.Forward forward => forward.IsSet ? $"f {forward.To}" : "f",
        ModeChange.Mask mask => $"{"beI"[(int)mask.List]} {mask.Which}",
        ModeChange.Rank rank => $"{RanksOf(rank.Which)} {rank.Member}",
        _ => throw new BrokenException($"{change.GetType().Name} has no letter here."),
    };

    /// <summary>The changes in a MODE, or the modes in a 324, each with its parameter.</summary>
    /// <param name="parameters">The channel, the letters, and what they take.</param>
    public static IEnumerable<(bool IsSet, char Letter, string Parameter, string Text)> Changes(IReadOnlyList<string> parameters)
    {
        var (isSet, next) = (true, 2);
        foreach (var letter in parameters[1])
        {
            if (letter is '+' or '-')
            {
                isSet = letter == '+';
                continue;
            }

            var takes = "beIk".Contains(letter, StringComparison.Ordinal) || RankOf(letter) != Ranks.None || (isSet && letter is 'l' or 'f' && isSet);
            var parameter = takes && next < parameters.Count ? parameters[next++] : string.Empty;
            yield return (isSet, letter, parameter, $"{(isSet ? '+' : '-')}{letter}{(parameter.Length > 0 ? " " + parameter : string.Empty)}");
        }
    }
}
