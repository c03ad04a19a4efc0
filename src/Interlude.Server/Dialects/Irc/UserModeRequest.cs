using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a MODE line wants of one's own modes; of a letter that comes twice, the last counts.</summary>
/// <param name="Set">Those to be set.</param>
/// <param name="Clear">Those to be cleared.</param>
/// <param name="Resigns">Whether to be a server operator no longer.</param>
/// <param name="HasUnknown">Whether there was a letter that no mode has.</param>
internal readonly record struct UserModeRequest(UserModes Set, UserModes Clear, bool Resigns, bool HasUnknown)
{
    public bool IsNothing => Set == UserModes.None && Clear == UserModes.None && !Resigns;

    /// <summary>Reads a mode string. <c>+o</c> is passed over: only OPER makes operators.</summary>
    public static UserModeRequest Parse(ReadOnlySpan<byte> modes)
    {
        var (set, clear, resigns, hasUnknown, isSet) = (UserModes.None, UserModes.None, false, false, true);
        foreach (var letter in Encoding.UTF8.GetString(modes))
        {
            var mode = UserModeLetters.Find(letter);
            if (letter is '+' or '-')
            {
                isSet = letter == '+';
            }
            else if (letter == UserModeLetters.Operator)
            {
                resigns |= !isSet;
            }
            else if (mode == UserModes.None)
            {
                hasUnknown = true;
            }
            else
            {
                set = isSet ? set | mode : set & ~mode;
                clear = isSet ? clear & ~mode : clear | mode;
            }
        }

        return new UserModeRequest(set, clear, resigns, hasUnknown);
    }
}
