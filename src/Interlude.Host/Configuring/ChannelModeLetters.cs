using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>The letters by which operators of chat servers know what a channel can be like.</summary>
internal static class ChannelModeLetters
{
    public const string All = "ntsimCcMNR";

    /// <summary>Reads <c>+nt</c>; the sign may be left out. Null for a letter that there is not.</summary>
    public static ChannelTraits? Parse(string letters)
    {
        var traits = ChannelTraits.None;
        foreach (var letter in letters.StartsWith('+') ? letters[1..] : letters)
        {
            if (TraitOf(letter) is not { } trait)
            {
                return null;
            }

            traits |= trait;
        }

        return traits;
    }

    public static string Format(ChannelTraits traits) =>
        "+" + string.Concat(All.Where(letter => traits.HasFlag(TraitOf(letter)!.Value)));

    private static ChannelTraits? TraitOf(char letter) => letter switch
    {
        'n' => ChannelTraits.MembersOnly,
        't' => ChannelTraits.TopicLocked,
        's' => ChannelTraits.Secret,
        'i' => ChannelTraits.InviteOnly,
        'm' => ChannelTraits.Moderated,
        'C' => ChannelTraits.NoCtcp,
        'c' => ChannelTraits.NoFormatting,
        'M' => ChannelTraits.AccountsSpeak,
        'N' => ChannelTraits.Unrecorded,
        'R' => ChannelTraits.AccountsJoin,
        _ => null,
    };
}
