using System.Globalization;
using System.Text;
using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#stats-message; the forms of 242 and 243 are RFC 2812's.</summary>
/// <remarks><c>u</c> is nobody's secret. <c>o</c> is for server operators. Everything else is answered with its end alone.</remarks>
internal sealed class StatsCommand() : ServerQueryCommand(
    "STATS", "<letter> [<server>]", "shows figures: u since when the server runs, o who may become an operator", targetIndex: 1, leastParameters: 1)
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message)
    {
        var query = message[0];
        switch (query.IsEmpty ? '*' : (char)query[0])
        {
            case 'u':
                client.Reply(Numeric.RPL_STATSUPTIME, $":Server Up {Uptime(client)}");
                break;
            case 'o' when ServerNames.MayInspect(client):
                foreach (var entry in client.Options.Operators)
                {
                    client.Reply(Numeric.RPL_STATSOLINE, $"O *@* * {new Word(Encoding.UTF8.GetBytes(entry.Name))}");
                }

                break;
        }

        client.Reply(Numeric.RPL_ENDOFSTATS, $"{new Word(query)} :End of /STATS report");
    }

    // %d days %d:%02d:%02d
    private static string Uptime(IrcClient client)
    {
        var up = TimeSpan.FromMilliseconds(Math.Max(0, client.Now.Milliseconds - client.Profile.StartedAt));
        return string.Create(CultureInfo.InvariantCulture, $"{up.Days} days {up.Hours}:{up.Minutes:00}:{up.Seconds:00}");
    }
}
