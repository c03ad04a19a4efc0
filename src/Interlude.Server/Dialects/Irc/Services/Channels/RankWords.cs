using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

/// <summary>What ranks are called here.</summary>
internal static class RankWords
{
    public static string Of(Ranks rank) => rank switch
    {
        Ranks.Owner => "founder",
        Ranks.Admin => "admin",
        Ranks.Operator => "op",
        Ranks.HalfOperator => "halfop",
        Ranks.Voice => "voice",
        _ => "none",
    };

    /// <summary>The rank of that name, or of that letter of MODE with or without a plus; null: it is none that can be given.</summary>
    public static Ranks? Find(ReadOnlySpan<byte> word)
    {
        var letter = word.StartsWith("+"u8) ? word[1..] : word;
        foreach (var (mode, _, rank, _) in ChannelModes.Ranks)
        {
            if (rank != Ranks.Owner && (Ascii.EqualsIgnoreCase(word, Of(rank)) || (letter.Length == 1 && letter[0] == mode)))
            {
                return rank;
            }
        }

        return null;
    }
}
