using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#version-message</summary>
internal sealed class VersionCommand() : ServerQueryCommand("VERSION", "[<server>]", "says which program serves, and what it supports")
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message)
    {
        var profile = client.Profile;
        client.Reply(Numeric.RPL_VERSION, $"{profile.Version} {profile.Name} :{profile.Description}");
        client.AnswerAll(Isupport.Lines(client));
    }
}
