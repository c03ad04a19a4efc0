namespace Interlude.Server.Dialects.Irc;

/// <summary>The capabilities that a client has asked for, as a set.</summary>
[Flags]
internal enum Caps
{
    None = 0,
    AwayNotify = 1 << 0,
    Batch = 1 << 1,
    CapNotify = 1 << 2,
    ChangeHost = 1 << 3,
    ChannelRename = 1 << 4,
    ExtendedIsupport = 1 << 5,
    Multiline = 1 << 6,
    NoImplicitNames = 1 << 7,
    PreAway = 1 << 8,
    EchoMessage = 1 << 9,
    ExtendedJoin = 1 << 10,
    ExtendedMonitor = 1 << 11,
    InviteNotify = 1 << 12,
    LabeledResponse = 1 << 13,
    MessageTags = 1 << 14,
    MultiPrefix = 1 << 15,
    ServerTime = 1 << 16,
    SetName = 1 << 17,
    StandardReplies = 1 << 18,
    UserhostInNames = 1 << 19,
    DraftNoImplicitNames = 1 << 20,
    ChatHistory = 1 << 21,
    EventPlayback = 1 << 22,
    AccountNotify = 1 << 23,
    AccountTag = 1 << 24,
    Sasl = 1 << 25,
    AccountRegistration = 1 << 26,
    ReadMarker = 1 << 27,
    ZncPlayback = 1 << 28,
}
