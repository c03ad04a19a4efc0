namespace Interlude.World.Snapshots;

/// <summary>The number that stands for each <see cref="Command"/> in a log: never changed, and never used for another.</summary>
internal enum CommandKind
{
    /// <inheritdoc cref="Command.Register"/>
    Register = 1,

    /// <inheritdoc cref="Command.EndSession"/>
    EndSession = 2,

    /// <inheritdoc cref="Command.Join"/>
    Join = 3,

    /// <inheritdoc cref="Command.Part"/>
    Part = 4,

    /// <inheritdoc cref="Command.Say"/>
    Say = 5,

    /// <inheritdoc cref="Command.Tell"/>
    Tell = 6,

    /// <inheritdoc cref="Command.SetTopic"/>
    SetTopic = 7,

    /// <inheritdoc cref="Command.ChangeModes"/>
    ChangeModes = 8,

    /// <inheritdoc cref="Command.ChangeNick"/>
    ChangeNick = 9,

    /// <inheritdoc cref="Command.SetAway"/>
    SetAway = 10,

    /// <inheritdoc cref="Command.SetRealName"/>
    SetRealName = 11,

    /// <inheritdoc cref="Command.ChangeUserModes"/>
    ChangeUserModes = 12,

    /// <inheritdoc cref="Command.Invite"/>
    Invite = 13,

    /// <inheritdoc cref="Command.Knock"/>
    Knock = 14,

    /// <inheritdoc cref="Command.Kick"/>
    Kick = 15,

    /// <inheritdoc cref="Command.RenameChannel"/>
    RenameChannel = 16,

    /// <inheritdoc cref="Command.Watch"/>
    Watch = 17,

    /// <inheritdoc cref="Command.BecomeOperator"/>
    BecomeOperator = 18,

    /// <inheritdoc cref="Command.Announce"/>
    Announce = 19,

    /// <inheritdoc cref="Command.Kill"/>
    Kill = 20,

    /// <inheritdoc cref="Command.ChangeHost"/>
    ChangeHost = 21,

    /// <inheritdoc cref="Command.NodeStarted"/>
    NodeStarted = 22,

    /// <inheritdoc cref="Command.NodeStopped"/>
    NodeStopped = 23,

    /// <inheritdoc cref="Command.Configured"/>
    Configured = 24,

    /// <inheritdoc cref="Command.CreateAccount"/>
    CreateAccount = 25,

    /// <inheritdoc cref="Command.LogIn"/>
    LogIn = 26,

    /// <inheritdoc cref="Command.LogOut"/>
    LogOut = 27,

    /// <inheritdoc cref="Command.ChangeVerifier"/>
    ChangeVerifier = 28,

    /// <inheritdoc cref="Command.SuspendAccount"/>
    SuspendAccount = 29,

    /// <inheritdoc cref="Command.DeleteAccount"/>
    DeleteAccount = 30,

    /// <inheritdoc cref="Command.GroupNick"/>
    GroupNick = 31,

    /// <inheritdoc cref="Command.ChangePassword"/>
    ChangePassword = 32,

    /// <inheritdoc cref="Command.ChangeFingerprint"/>
    ChangeFingerprint = 33,

    /// <inheritdoc cref="Command.ChooseAlwaysOn"/>
    ChooseAlwaysOn = 34,

    /// <inheritdoc cref="Command.Ghost"/>
    Ghost = 35,

    /// <inheritdoc cref="Command.Advanced"/>
    Advanced = 36,

    /// <inheritdoc cref="Command.MarkRead"/>
    MarkRead = 70,

    /// <inheritdoc cref="Command.RegisterChannel"/>
    RegisterChannel = 50,

    /// <inheritdoc cref="Command.DropChannel"/>
    DropChannel = 51,

    /// <inheritdoc cref="Command.TransferChannel"/>
    TransferChannel = 52,

    /// <inheritdoc cref="Command.ChangeAccess"/>
    ChangeAccess = 53,

    /// <inheritdoc cref="Command.ChangeChannelSetting"/>
    ChangeChannelSetting = 54,

    /// <inheritdoc cref="Command.AcceptChannel"/>
    AcceptChannel = 55,

    /// <inheritdoc cref="Command.Skipped"/>
    Skipped = 60,
}
