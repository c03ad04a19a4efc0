using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

internal sealed class SetCommand() : ChannelServiceCommand(
    "SET", "<channel> HISTORY ALL|JOIN", "says how far back members read the history: since the channel was registered, or since they joined", 3)
{
    /// <summary>How far back members read, in words.</summary>
    public static string Words(ChannelSettings settings) => (settings & ChannelSettings.OpenHistory) != 0
        ? "members read back to its registration"
        : "members read back to their joining";

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words)
    {
        var isAll = Ascii.EqualsIgnoreCase(words[3], "ALL"u8);
        if (!Ascii.EqualsIgnoreCase(words[2], "HISTORY"u8) || !(isAll || Ascii.EqualsIgnoreCase(words[3], "JOIN"u8)))
        {
            service.Say(client, $"There is HISTORY to set, to ALL or JOIN.");
        }
        else
        {
            Wish(service, client, new Command.ChangeChannelSetting(channel, ChannelSettings.OpenHistory, isAll));
        }
    }
}
