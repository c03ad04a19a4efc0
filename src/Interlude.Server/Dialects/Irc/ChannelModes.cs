using System.Collections.Immutable;
using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The modes of channels, by their letters, and MODE as it is sent.</summary>
internal static class ChannelModes
{
    public const char Key = 'k';
    public const char Limit = 'l';
    public const char Forward = 'f';

    /// <summary>What is so or not, in the order in which it is shown: type D of CHANMODES.</summary>
    public static ImmutableArray<(char Letter, ChannelTraits Trait, string Meaning)> Traits { get; } =
    [
        ('C', ChannelTraits.NoCtcp, "no CTCP but ACTION"),
        ('M', ChannelTraits.AccountsSpeak, "only users with an account, or a prefix, may speak"),
        ('N', ChannelTraits.Unrecorded, "no history is kept"),
        ('R', ChannelTraits.AccountsJoin, "only users with an account may join"),
        ('U', ChannelTraits.OperatorsHear, "what members without a prefix say reaches operators only"),
        ('c', ChannelTraits.NoFormatting, "no formatting codes"),
        ('i', ChannelTraits.InviteOnly, "only who was invited may join"),
        ('m', ChannelTraits.Moderated, "only members with a prefix may speak"),
        ('n', ChannelTraits.MembersOnly, "only members may speak"),
        ('s', ChannelTraits.Secret, "hidden from who is not on it"),
        ('t', ChannelTraits.TopicLocked, "only operators may set the topic"),
        ('u', ChannelTraits.Auditorium, "members without a prefix see, of the others, only those who have one"),
    ];

    /// <summary>The lists: type A of CHANMODES.</summary>
    public static ImmutableArray<(char Letter, MaskList List, string Meaning)> Lists { get; } =
    [
        ('b', MaskList.Bans, "who may not join and, without a prefix, not speak; m:mask only mutes"),
        ('e', MaskList.Exceptions, "to whom no ban applies"),
        ('I', MaskList.Invitations, "who needs no invitation"),
    ];

    /// <summary>The ranks, from high to low: PREFIX.</summary>
    public static ImmutableArray<(char Letter, char Prefix, Ranks Rank, string Meaning)> Ranks { get; } =
    [
        ('q', '~', World.Ranks.Owner, "founder"),
        ('a', '&', World.Ranks.Admin, "protected"),
        ('o', '@', World.Ranks.Operator, "operator"),
        ('h', '%', World.Ranks.HalfOperator, "half-operator"),
        ('v', '+', World.Ranks.Voice, "voice"),
    ];

    /// <summary>All letters: 004.</summary>
    public static string Letters { get; } = new(
        [.. Traits.Select(mode => mode.Letter).Concat(Lists.Select(mode => mode.Letter)).Concat(Ranks.Select(mode => mode.Letter))
            .Concat([Key, Limit, Forward]).Order()]);

    /// <summary>Those that take a parameter: 004.</summary>
    public static string LettersWithParameter { get; } = new(
        [.. Lists.Select(mode => mode.Letter).Concat(Ranks.Select(mode => mode.Letter)).Concat([Key, Limit, Forward]).Order()]);

    /// <summary>The letters of lists, in their order: <c>beI</c>.</summary>
    public static string ListLetters { get; } = new([.. Lists.Select(mode => mode.Letter)]);

    /// <summary>The value of CHANMODES: lists; always with a parameter; with one when set; never.</summary>
    public static string Isupport { get; } =
        $"{ListLetters},{Key},{Limit}{Forward},{new string([.. Traits.Select(mode => mode.Letter)])}";

    /// <summary>The prefixes of ranks, from high to low: all, or only the highest.</summary>
    public static string PrefixesOf(Ranks ranks, bool all) => ranks == World.Ranks.None ? string.Empty : PrefixesOfSome(ranks, all);

    private static string PrefixesOfSome(Ranks ranks, bool all)
    {
        var prefixes = Ranks.Where(rank => (ranks & rank.Rank) != 0).Select(rank => rank.Prefix);
        return new([.. all ? prefixes : prefixes.Take(1)]);
    }

    /// <summary>The rank of a prefix; none, for what is no prefix.</summary>
    public static Ranks RankOf(byte prefix)
    {
        foreach (var rank in Ranks)
        {
            if (rank.Prefix == prefix)
            {
                return rank.Rank;
            }
        }

        return World.Ranks.None;
    }

    /// <summary>The trait of a letter; none, for what is no trait's letter.</summary>
    public static ChannelTraits TraitOf(char letter) => Traits.FirstOrDefault(mode => mode.Letter == letter).Trait;

    /// <summary>The list of a letter; null: it is no list's.</summary>
    public static MaskList? ListOf(char letter) =>
        Lists.FirstOrDefault(mode => mode.Letter == letter) is { Letter: not '\0' } mode ? mode.List : null;

    /// <summary>The rank of a letter; none, for what is no rank's.</summary>
    public static Ranks RankOf(char letter) => Ranks.FirstOrDefault(rank => rank.Letter == letter).Rank;

    /// <summary>The prefix in front of a channel's name to which only a rank and those above listen.</summary>
    public static string PrefixOf(Ranks least) => PrefixesOf(least, all: false);

    /// <summary><c>+ov nick nick</c>, which gives somebody its ranks.</summary>
    public static IrcLine RanksWith(Ranks ranks, Nick nick)
    {
        var letters = new string([.. Ranks.Where(rank => (ranks & rank.Rank) != 0).Select(rank => rank.Letter)]);
        IrcLine line = $"+{letters}";
        foreach (var _ in letters)
        {
            line.AppendLiteral(" ");
            line.AppendFormatted(nick);
        }

        return line;
    }

    /// <summary><c>+klnt * 10</c>: 324. The key is never shown.</summary>
    public static IrcLine Of(ChannelView channel)
    {
        var letters = new StringBuilder("+");
        IrcLine parameters = $"";
        foreach (var (letter, trait, _) in Traits)
        {
            letters.Append((channel.Traits & trait) != 0 ? letter.ToString() : "");
        }

        if (channel.Forward is { } forward)
        {
            letters.Append(Forward);
            parameters.AppendLiteral(" ");
            parameters.AppendFormatted(forward);
        }

        if (channel.HasKey)
        {
            letters.Append(Key);
            parameters.AppendLiteral(" *");
        }

        if (channel.Limit > 0)
        {
            letters.Append(Limit);
            parameters.AppendLiteral(" ");
            parameters.AppendFormatted(channel.Limit);
        }

        return $"{letters.ToString()}{parameters}";
    }

    /// <summary>MODE, in as many lines as it needs.</summary>
    public static void Render(EventLines lines, Event.ModesChanged changed, string serverName)
    {
        var head = changed.User is { } user ? (IrcLine)$":{user} MODE {changed.Channel} " : (IrcLine)$":{serverName} MODE {changed.Channel} ";
        var (letters, parameters, sign, isFirst) = (new StringBuilder(), new List<byte>(), '\0', true);
        foreach (var change in changed.Changes)
        {
            var (letter, parameter) = Spell(change);
            if (head.Bytes.Length + letters.Length + 2 + parameters.Count + 1 + parameter.Bytes.Length > IrcLimits.MaxBodyBytes)
            {
                Flush();
            }

            if (sign != (change.IsSet ? '+' : '-'))
            {
                sign = change.IsSet ? '+' : '-';
                letters.Append(sign);
            }

            letters.Append(letter);
            if (parameter.Bytes.Length > 0)
            {
                parameters.Add((byte)' ');
                parameters.AddRange(parameter.Bytes);
            }
        }

        Flush();

        void Flush()
        {
            // An id is one message's: the first has the event's.
            lines.Add(changed.User, $"{head}{letters.ToString()}{parameters.ToArray().AsMemory()}", hasId: isFirst);
            letters.Clear();
            parameters.Clear();
            (sign, isFirst) = ('\0', false);
        }
    }

    /// <summary>A change as it is written: its letter, and its parameter, which may be empty.</summary>
    public static (char Letter, IrcLine Parameter) Spell(ModeChange change) => change switch
    {
        ModeChange.Trait trait => (Traits.First(mode => mode.Trait == trait.Which).Letter, $""),
        ModeChange.Key => (Key, $"*"),
        ModeChange.Limit { IsSet: true } limit => (Limit, $"{limit.Members}"),
        ModeChange.Limit => (Limit, $""),
        ModeChange.Forward { IsSet: true, To: { } to } => (Forward, $"{to}"),
        ModeChange.Forward => (Forward, $""),
        ModeChange.Mask mask => (Lists.First(mode => mode.List == mask.List).Letter, $"{mask.Which}"),
        ModeChange.Rank rank => (Ranks.First(mode => mode.Rank == rank.Which).Letter, $"{rank.Member}"),
        _ => throw new System.Diagnostics.UnreachableException($"{change.GetType().Name} has no letter."),
    };
}
