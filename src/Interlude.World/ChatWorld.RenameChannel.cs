namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void RenameChannel(Turn turn, Command.RenameChannel command)
    {
        if (FindRanked(turn, command.Channel, Ranks.Operator) is not { } channel)
        {
            return;
        }

        if (channel.Registration is not null && !RankOver(turn, channel).AreAtLeast(Ranks.Owner))
        {
            turn.Refuse(Refusal.NoAccess, channel: channel.Name);
            return;
        }

        var holder = Find(command.NewName);
        if ((holder is not null && holder != channel) || (holder is null && IsLobby(command.NewName)) || IsLobby(channel.Name))
        {
            turn.Refuse(Refusal.ChannelNameTaken, channel: command.NewName);
            return;
        }

        var before = channel.Name;
        if (string.Equals(before.Value, command.NewName.Value, StringComparison.Ordinal))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        if (command.NewName.CodePointCount > _policy.MaxChannelCodePoints)
        {
            turn.Refuse(Refusal.NameTooLong, channel: command.NewName, limit: _policy.MaxChannelCodePoints);
            return;
        }

        _channels.Remove(before.Key);
        _channels.Add(command.NewName.Key, channel);
        channel.Name = command.NewName;
        MoveReadMarkers(channel, before);

        turn.Report(new Event.ChannelRenamed(
            MembersOf(channel, turn.User), turn.User.Identity, before, command.NewName, Shorten(command.Reason))
        {
            KeptIn = KeptBy(channel),
        });
    }
}
