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
}
