using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The modes of users, by their letters.</summary>
internal static class UserModeLetters
{
    /// <summary>The letter of server operators, which only OPER sets.</summary>
    public const char Operator = 'o';

    /// <summary>The letter of programs: the value of BOT, and their flag in WHO.</summary>
    public const char Bot = 'B';

    /// <summary>All but the operators', in the order in which they are shown.</summary>
    public static ImmutableArray<(char Letter, UserModes Mode, string Meaning)> All { get; } =
    [
        (Bot, UserModes.Bot, "a bot"),
        ('R', UserModes.AccountsTell, "takes private messages only from users with an account"),
        ('i', UserModes.Invisible, "not found by a mask by who shares no channel"),
        ('s', UserModes.HearsNotices, "gets server notices; for server operators"),
        ('w', UserModes.HearsAnnouncements, "gets WALLOPS"),
        ('x', UserModes.Cloaked, "shown with a cloak in the place of its address"),
    ];

    /// <summary>All letters, operators' too: 004.</summary>
    public static string Letters { get; } = new([.. All.Select(mode => mode.Letter).Append(Operator).Order()]);

    public static UserModes Find(char letter) => All.FirstOrDefault(mode => mode.Letter == letter).Mode;

    /// <summary>Reads letters from the configuration; unknown ones are nothing.</summary>
    public static UserModes Read(string letters) =>
        letters.Aggregate(UserModes.None, (modes, letter) => modes | Find(letter));

    /// <summary><c>+ix</c>.</summary>
    public static string Of(UserView user) =>
        "+" + LettersOf(user.Modes) + (user.OperatorClass is null ? "" : $"{Operator}");

    /// <summary><c>+i-w</c>.</summary>
    public static string Change(Event.UserModesChanged changed)
    {
        var set = LettersOf(changed.Set) + (changed.Operator == OperatorChange.Became ? Operator : "");
        var cleared = LettersOf(changed.Cleared) + (changed.Operator == OperatorChange.Resigned ? Operator : "");
        var words = new StringBuilder();
        words.Append(set.Length > 0 ? "+" : "").Append(set);
        words.Append(cleared.Length > 0 ? "-" : "").Append(cleared);
        return words.ToString();
    }

    private static string LettersOf(UserModes modes) =>
        new([.. All.Where(mode => (modes & mode.Mode) != 0).Select(mode => mode.Letter)]);
}
