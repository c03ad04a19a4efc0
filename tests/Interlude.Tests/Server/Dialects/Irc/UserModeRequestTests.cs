using System.Text;
using Interlude.Server.Dialects.Irc;
using Interlude.World;

namespace Interlude.Tests.Server.Dialects.Irc;

public class UserModeRequestTests
{
    [Theory]
    [InlineData("i", UserModes.Invisible, UserModes.None, false, false)]
    [InlineData("+iw-x", UserModes.Invisible | UserModes.HearsAnnouncements, UserModes.Cloaked, false, false)]
    [InlineData("+i-i", UserModes.None, UserModes.Invisible, false, false)]
    [InlineData("-i+i", UserModes.Invisible, UserModes.None, false, false)]
    [InlineData("+o", UserModes.None, UserModes.None, false, false)]
    [InlineData("-o", UserModes.None, UserModes.None, true, false)]
    [InlineData("-o+o", UserModes.None, UserModes.None, true, false)]
    [InlineData("+BRs", UserModes.Bot | UserModes.AccountsTell | UserModes.HearsNotices, UserModes.None, false, false)]
    [InlineData("+Zw", UserModes.HearsAnnouncements, UserModes.None, false, true)]
    [InlineData("é", UserModes.None, UserModes.None, false, true)]
    [InlineData("+-", UserModes.None, UserModes.None, false, false)]
    public void A_mode_string_is_read(string modes, UserModes set, UserModes clear, bool resigns, bool hasUnknown) => Assert.Equal(
        new UserModeRequest(set, clear, resigns, hasUnknown), UserModeRequest.Parse(Encoding.UTF8.GetBytes(modes)));

    [Fact]
    public void Of_every_string_of_three_the_last_of_a_letter_counts_and_nothing_is_set_and_cleared()
    {
        const string Alphabet = "+-iwoxZ";
        foreach (var modes in from a in Alphabet from b in Alphabet from c in Alphabet select $"{a}{b}{c}")
        {
            var request = UserModeRequest.Parse(Encoding.UTF8.GetBytes(modes));

            Assert.Equal(UserModes.None, request.Set & request.Clear);
            foreach (var letter in "iwx")
            {
                var last = modes.LastIndexOf(letter);
                var isSet = last >= 0 && modes[..last].LastIndexOf('-') <= modes[..last].LastIndexOf('+');
                var mode = UserModeLetters.Find(letter);
                Assert.Equal(last >= 0, ((request.Set | request.Clear) & mode) != 0);
                Assert.Equal(isSet, (request.Set & mode) != 0);
            }
        }
    }
}
