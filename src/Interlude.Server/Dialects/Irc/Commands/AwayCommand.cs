using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#away-message, https://ircv3.net/specs/extensions/pre-away</summary>
/// <remarks>
/// A message of <c>*</c> says that nobody is present and why is not known; it is passed on as it stands, and clients
/// that know pre-away read it so.
/// </remarks>
internal sealed class AwayCommand() : IrcCommand("AWAY", "[:<message>]", "says that one is away, or without a message that one is back")
{
    // "If the capability has been negotiated, servers MUST accept the AWAY command before connection registration".
    public override bool WorksBefore(IrcClient client) => client.Has(Caps.PreAway);

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var text = IrcTexts.From(At(message, 0)).Truncate(client.World.Policy.MaxAwayBytes);
        if (client.IsRegistered)
        {
            client.Wish(new Command.SetAway(text));
        }
        else
        {
            client.Registration.Away = text;
            IrcUserNews.AnswerAway(client, text);
        }
    }
}
