namespace Interlude.World.Snapshots;

/// <summary>Commands about accounts as bytes, as <see cref="CommandCodec"/> has the others.</summary>
/// <remarks><c>login = account proof</c>; in a Register an account of 0 is none, and no proof follows.</remarks>
internal static class AccountCommandCodec
{
    /// <summary>Writes the command if it is about accounts.</summary>
    public static bool TryWriteAccountCommand(this SnapshotWriter writer, Command command)
    {
        switch (command)
        {
            case Command.CreateAccount wish:
                writer.Write((int)CommandKind.CreateAccount);
                writer.Write(wish.Name.Utf8);
                writer.Write(wish.Verifier.Utf8);
                writer.Write(wish.Email.Utf8);
                return true;
            case Command.LogIn wish:
                writer.Write((int)CommandKind.LogIn);
                writer.WriteLogin(wish.Login);
                writer.Write(wish.ComesHome);
                return true;
            case Command.LogOut:
                writer.Write((int)CommandKind.LogOut);
                return true;
            case Command.ChangeVerifier wish:
                writer.Write((int)CommandKind.ChangeVerifier);
                writer.Write(wish.Account.Sequence);
                writer.Write(wish.Verifier.Utf8);
                return true;
            case Command.SuspendAccount wish:
                writer.Write((int)CommandKind.SuspendAccount);
                writer.Write(wish.Account.Sequence);
                writer.Write(wish.IsSuspended);
                writer.Write(wish.Reason.Utf8);
                return true;
            case Command.DeleteAccount wish:
                writer.Write((int)CommandKind.DeleteAccount);
                writer.Write(wish.Account.Sequence);
                return true;
            case Command.GroupNick wish:
                writer.Write((int)CommandKind.GroupNick);
                writer.Write(wish.Nick.Utf8);
                writer.Write(wish.IsGrouped);
                return true;
            case Command.ChangePassword wish:
                writer.Write((int)CommandKind.ChangePassword);
                writer.Write(wish.Name.Utf8);
                writer.Write(wish.Verifier is not null);
                if (wish.Verifier is { } verifier)
                {
                    writer.Write(verifier.Utf8);
                }

                return true;
            case Command.ChangeFingerprint wish:
                writer.Write((int)CommandKind.ChangeFingerprint);
                writer.Write(wish.Fingerprint.Utf8);
                writer.Write(wish.IsAdded);
                return true;
            case Command.ChooseAlwaysOn wish:
                writer.Write((int)CommandKind.ChooseAlwaysOn);
                writer.Write((int)wish.Choice);
                return true;
            case Command.Ghost wish:
                writer.Write((int)CommandKind.Ghost);
                writer.Write(wish.Target.Utf8);
                writer.Write(wish.TakesNick);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads the command if it is about accounts; else null.</summary>
    /// <exception cref="FormatException">It is no such command as could have been written.</exception>
    public static Command? ReadAccountCommand(this ref SnapshotReader reader, CommandKind kind) => kind switch
    {
        CommandKind.CreateAccount => new Command.CreateAccount(reader.ReadNick(), reader.ReadText(), reader.ReadText()),
        CommandKind.LogIn => new Command.LogIn(reader.ReadLogin(), reader.ReadBool()),
        CommandKind.LogOut => new Command.LogOut(),
        CommandKind.ChangeVerifier => new Command.ChangeVerifier(new AccountId(reader.ReadLong()), reader.ReadText()),
        CommandKind.SuspendAccount => new Command.SuspendAccount(new AccountId(reader.ReadLong()), reader.ReadBool(), reader.ReadText()),
        CommandKind.DeleteAccount => new Command.DeleteAccount(new AccountId(reader.ReadLong())),
        CommandKind.GroupNick => new Command.GroupNick(reader.ReadNick(), reader.ReadBool()),
        CommandKind.ChangePassword => new Command.ChangePassword(reader.ReadText(), reader.ReadBool() ? reader.ReadText() : null),
        CommandKind.ChangeFingerprint => new Command.ChangeFingerprint(reader.ReadText(), reader.ReadBool()),
        CommandKind.ChooseAlwaysOn => new Command.ChooseAlwaysOn(reader.ReadOneOf<AlwaysOnChoice>()),
        CommandKind.Ghost => new Command.Ghost(reader.ReadNick(), reader.ReadBool()),
        _ => null,
    };

    public static void WriteLoginOrNone(this SnapshotWriter writer, Login? login)
    {
        if (login is null)
        {
            writer.Write(0);
        }
        else
        {
            writer.WriteLogin(login);
        }
    }

    public static Login? ReadLoginOrNone(this ref SnapshotReader reader)
    {
        var account = new AccountId(reader.ReadLong());
        return account == default ? null : new Login(account, reader.ReadText());
    }

    private static void WriteLogin(this SnapshotWriter writer, Login login)
    {
        writer.Write(login.Account.Sequence);
        writer.Write(login.Proof.Utf8);
    }

    private static Login ReadLogin(this ref SnapshotReader reader) => new(new AccountId(reader.ReadLong()), reader.ReadText());
}
