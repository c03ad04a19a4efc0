using System.Diagnostics;

namespace Interlude.World.Snapshots;

/// <summary>Commands as bytes.</summary>
/// <remarks><c>command = kind *value</c>: the values of <see cref="CommandKind"/>, in the order in which the command has them.</remarks>
internal static class CommandCodec
{
    public static void WriteCommand(this SnapshotWriter writer, Command command)
    {
        switch (command)
        {
            case Command.Register wish:
                writer.Write((int)CommandKind.Register);
                writer.Write(wish.Nick.Utf8);
                writer.WriteProfile(wish.Profile);
                writer.WriteLoginOrNone(wish.Login);
                break;
            case Command.EndSession wish:
                writer.Write((int)CommandKind.EndSession);
                writer.Write(wish.Reason.Utf8);
                writer.Write(wish.IsOwnWish);
                break;
            case Command.Join wish:
                writer.Write((int)CommandKind.Join);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.Key.Utf8);
                break;
            case Command.Part wish:
                writer.Write((int)CommandKind.Part);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.Reason.Utf8);
                break;
            case Command.Say wish:
                writer.Write((int)CommandKind.Say);
                writer.Write(wish.Channel.Utf8);
                writer.WriteSpeech(wish.Speech);
                writer.Write((int)wish.To);
                break;
            case Command.Tell wish:
                writer.Write((int)CommandKind.Tell);
                writer.Write(wish.Target.Utf8);
                writer.WriteSpeech(wish.Speech);
                break;
            case Command.SetTopic wish:
                writer.Write((int)CommandKind.SetTopic);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.Topic.Utf8);
                break;
            case Command.ChangeModes wish:
                writer.Write((int)CommandKind.ChangeModes);
                writer.Write(wish.Channel.Utf8);
                writer.WriteChanges(wish.Changes);
                writer.Write((int)wish.By);
                break;
            case Command.ChangeNick wish:
                writer.Write((int)CommandKind.ChangeNick);
                writer.Write(wish.Nick.Utf8);
                break;
            case Command.SetAway wish:
                writer.Write((int)CommandKind.SetAway);
                writer.Write(wish.Message.Utf8);
                break;
            case Command.SetRealName wish:
                writer.Write((int)CommandKind.SetRealName);
                writer.Write(wish.RealName.Utf8);
                break;
            case Command.ChangeUserModes wish:
                writer.Write((int)CommandKind.ChangeUserModes);
                writer.Write((int)wish.Set);
                writer.Write((int)wish.Clear);
                writer.Write(wish.Resigns);
                break;
            case Command.Invite wish:
                writer.Write((int)CommandKind.Invite);
                writer.Write(wish.Target.Utf8);
                writer.Write(wish.Channel.Utf8);
                break;
            case Command.Knock wish:
                writer.Write((int)CommandKind.Knock);
                writer.Write(wish.Channel.Utf8);
                break;
            case Command.Kick wish:
                writer.Write((int)CommandKind.Kick);
                writer.Write(wish.Target.Utf8);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.Reason.Utf8);
                break;
            case Command.RenameChannel wish:
                writer.Write((int)CommandKind.RenameChannel);
                writer.Write(wish.Channel.Utf8);
                writer.Write(wish.NewName.Utf8);
                writer.Write(wish.Reason.Utf8);
                break;
            case Command.Watch wish:
                writer.Write((int)CommandKind.Watch);
                writer.WriteNicks(wish.Added);
                writer.WriteNicks(wish.Removed);
                writer.Write(wish.RemovesAll);
                break;
            case Command.MarkRead wish:
                writer.Write((int)CommandKind.MarkRead);
                writer.Write(wish.Target.Utf8);
                writer.Write(wish.At.Milliseconds);
                break;
            case Command.BecomeOperator wish:
                writer.Write((int)CommandKind.BecomeOperator);
                writer.Write(wish.Name.Utf8);
                writer.Write(wish.Class.Utf8);
                writer.Write((int)wish.Powers);
                break;
            case Command.Announce wish:
                writer.Write((int)CommandKind.Announce);
                writer.Write(wish.Text.Utf8);
                break;
            case Command.Kill wish:
                writer.Write((int)CommandKind.Kill);
                writer.Write(wish.Target.Utf8);
                writer.Write(wish.Reason.Utf8);
                break;
            case Command.ChangeHost wish:
                writer.Write((int)CommandKind.ChangeHost);
                writer.Write(wish.Target.Utf8);
                writer.Write(wish.UserName.Utf8);
                writer.Write(wish.Host.Utf8);
                break;
            case Command.NodeStarted:
                writer.Write((int)CommandKind.NodeStarted);
                break;
            case Command.NodeStopped wish:
                writer.Write((int)CommandKind.NodeStopped);
                writer.Write(wish.Reason.Utf8);
                break;
            case Command.Configured wish:
                writer.Write((int)CommandKind.Configured);
                writer.WritePolicy(wish.Policy);
                break;
            case Command.Advanced:
                writer.Write((int)CommandKind.Advanced);
                break;
            case Command.Skipped wish:
                writer.Write((int)CommandKind.Skipped);
                writer.Write(wish.Sequence);
                break;
            default:
                if (writer.TryWriteAccountCommand(command) || writer.TryWriteRegistrationCommand(command))
                {
                    break;
                }

                throw new UnreachableException($"{command.GetType().Name} has no bytes.");
        }
    }

    /// <exception cref="FormatException">It is no command that this code knows.</exception>
    public static Command ReadCommand(this ref SnapshotReader reader)
    {
        var kind = (CommandKind)reader.ReadInt();
        return kind switch
        {
            CommandKind.Register => new Command.Register(reader.ReadNick(), reader.ReadProfile(), reader.ReadLoginOrNone()),
            CommandKind.EndSession => new Command.EndSession(reader.ReadText(), reader.ReadBool()),
            CommandKind.Join => new Command.Join(reader.ReadChannelName(), reader.ReadText()),
            CommandKind.Part => new Command.Part(reader.ReadChannelName(), reader.ReadText()),
            CommandKind.Say => new Command.Say(reader.ReadChannelName(), reader.ReadSpeech(), reader.ReadFlags<Ranks>()),
            CommandKind.Tell => new Command.Tell(reader.ReadNick(), reader.ReadSpeech()),
            CommandKind.SetTopic => new Command.SetTopic(reader.ReadChannelName(), reader.ReadText()),
            CommandKind.ChangeModes => new Command.ChangeModes(reader.ReadChannelName(), reader.ReadChanges(), reader.ReadOneOf<ModeAuthority>()),
            CommandKind.ChangeNick => new Command.ChangeNick(reader.ReadNick()),
            CommandKind.SetAway => new Command.SetAway(reader.ReadText()),
            CommandKind.SetRealName => new Command.SetRealName(reader.ReadText()),
            CommandKind.ChangeUserModes => new Command.ChangeUserModes(reader.ReadFlags<UserModes>(), reader.ReadFlags<UserModes>(), reader.ReadBool()),
            CommandKind.Invite => new Command.Invite(reader.ReadNick(), reader.ReadChannelName()),
            CommandKind.Knock => new Command.Knock(reader.ReadChannelName()),
            CommandKind.Kick => new Command.Kick(reader.ReadNick(), reader.ReadChannelName(), reader.ReadText()),
            CommandKind.RenameChannel => new Command.RenameChannel(reader.ReadChannelName(), reader.ReadChannelName(), reader.ReadText()),
            CommandKind.Watch => new Command.Watch(reader.ReadNicks(), reader.ReadNicks(), reader.ReadBool()),
            CommandKind.MarkRead => new Command.MarkRead(reader.ReadTarget(), new Timestamp(reader.ReadLong())),
            CommandKind.BecomeOperator => new Command.BecomeOperator(reader.ReadText(), reader.ReadText(), reader.ReadFlags<OperatorPowers>()),
            CommandKind.Announce => new Command.Announce(reader.ReadText()),
            CommandKind.Kill => new Command.Kill(reader.ReadNick(), reader.ReadText()),
            CommandKind.ChangeHost => new Command.ChangeHost(reader.ReadNick(), reader.ReadSourceWord(), reader.ReadSourceWord()),
            CommandKind.NodeStarted => new Command.NodeStarted(),
            CommandKind.NodeStopped => new Command.NodeStopped(reader.ReadText()),
            CommandKind.Skipped => new Command.Skipped(reader.ReadLong()),
            CommandKind.Configured => new Command.Configured(reader.ReadPolicy()),
            CommandKind.Advanced => new Command.Advanced(),
            _ => reader.ReadAccountCommand(kind) ?? reader.ReadRegistrationCommand(kind)
                ?? throw new FormatException($"The bytes hold {(int)kind} where a command belongs."),
        };
    }

    private static void WriteProfile(this SnapshotWriter writer, UserProfile profile)
    {
        writer.Write(profile.UserName.Utf8);
        writer.Write(profile.RealHost.Utf8);
        writer.Write(profile.Cloak.Utf8);
        writer.Write(profile.RealName.Utf8);
        writer.Write((int)profile.Modes);
        writer.Write(profile.IsSecure);
        writer.Write(profile.Away.Utf8);
    }

    private static UserProfile ReadProfile(this ref SnapshotReader reader) => new()
    {
        UserName = reader.ReadSourceWord(),
        RealHost = reader.ReadSourceWord(),
        Cloak = reader.ReadSourceWord(),
        RealName = reader.ReadText(),
        Modes = reader.ReadFlags<UserModes>(),
        IsSecure = reader.ReadBool(),
        Away = reader.ReadText(),
    };
}
