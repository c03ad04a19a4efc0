namespace Interlude.World.Snapshots;

/// <summary>Commands about registered channels as bytes, as <see cref="CommandCodec"/> has the others.</summary>
internal static class RegistrationCommandCodec
{
    /// <summary>Writes the command if it is about registered channels.</summary>
    public static bool TryWriteRegistrationCommand(this SnapshotWriter writer, Command command)
    {
        switch (command)
        {
            case Command.RegisterChannel wish:
                writer.Write((int)CommandKind.RegisterChannel);
                writer.Write(wish.Channel.Utf8);
                return true;
            case Command.DropChannel wish:
                writer.Write((int)CommandKind.DropChannel);
                writer.Write(wish.Channel.Utf8);
                return true;
            case Command.TransferChannel wish:
                writer.Write((int)CommandKind.TransferChannel);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.Account.Utf8);
                return true;
            case Command.AcceptChannel wish:
                writer.Write((int)CommandKind.AcceptChannel);
                writer.Write(wish.Channel.Utf8);
                return true;
            case Command.ChangeAccess wish:
                writer.Write((int)CommandKind.ChangeAccess);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.Account.Utf8);
                writer.Write((int)wish.Rank);
                return true;
            case Command.ChangeChannelSetting wish:
                writer.Write((int)CommandKind.ChangeChannelSetting);
                writer.Write(wish.Channel.Utf8);
                writer.Write((int)wish.Which);
                writer.Write(wish.IsOn);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads the command if it is about registered channels; else null.</summary>
    /// <exception cref="FormatException">It is no such command as could have been written.</exception>
    public static Command? ReadRegistrationCommand(this ref SnapshotReader reader, CommandKind kind) => kind switch
    {
        CommandKind.RegisterChannel => new Command.RegisterChannel(reader.ReadChannelName()),
        CommandKind.DropChannel => new Command.DropChannel(reader.ReadChannelName()),
        CommandKind.TransferChannel => new Command.TransferChannel(reader.ReadChannelName(), reader.ReadNick()),
        CommandKind.AcceptChannel => new Command.AcceptChannel(reader.ReadChannelName()),
        CommandKind.ChangeAccess => new Command.ChangeAccess(reader.ReadChannelName(), reader.ReadNick(), reader.ReadFlags<Ranks>()),
        CommandKind.ChangeChannelSetting => new Command.ChangeChannelSetting(
            reader.ReadChannelName(), reader.ReadFlags<ChannelSettings>(), reader.ReadBool()),
        _ => null,
    };
}
