namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeChannelSetting(Turn turn, Command.ChangeChannelSetting command)
    {
        if (FindRegistered(turn, command.Channel, Ranks.Owner) is { } channel)
        {
            var registration = channel.Registration!;
            registration.Settings = command.IsOn ? registration.Settings | command.Which : registration.Settings & ~command.Which;
            Report(turn, channel, new RegistrationChange.SettingChanged(command.Which, command.IsOn));
        }
    }
}
