using System.Diagnostics;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The numerics of refusals, by the reason and by what was wished for.</summary>
internal static class IrcRefusals
{
    /// <summary>
    /// Whether a refusal is not told: nothing may answer a NOTICE by itself, and being where one wants to be is no fault.
    /// </summary>
    public static bool IsSilent(Event.Refused refused) => refused switch
    {
        { Reason: Refusal.TextTooLong } => false,
        { Wish: Command.Say { Speech.Kind: SpeechKind.Notice } or Command.Tell { Speech.Kind: SpeechKind.Notice } } => true,
        { Wish: Command.Join, Reason: Refusal.AlreadyOnChannel } => true,
        _ => false,
    };

    public static ReadOnlyMemory<byte> Render(IrcClient client, Event.Refused refused) => refused.Wish switch
    {
        Command.Say { To: not Ranks.None } when refused.Reason == Refusal.NotOnChannel => client.NumericLine(
            Numeric.ERR_CANNOTSENDTOCHAN, $"{refused.Channel!} :Cannot send to channel (you are not on it)"),
        Command.Say when IsAboutSpeaking(refused.Reason) => client.NumericLine(
            Numeric.ERR_CANNOTSENDTOCHAN, $"{refused.Channel!} :Cannot send to channel ({WhyNotSay(refused.Reason)})"),
        Command.ChangeModes modes when refused is { Reason: Refusal.NoSuchChannel, Change: ModeChange.Forward { To: { } to } } =>
            client.NumericLine(Numeric.ERR_INVALIDMODEPARAM, $"{modes.Channel} {ChannelModes.Forward} {to} :No such channel"),
        Command.RenameChannel rename when refused.Reason == Refusal.ChannelNameTaken
            && string.Equals(client.View.Policy.Lobby?.Key, rename.Channel.Key, StringComparison.Ordinal) => client.Tagged(IrcLine.Of(
            $":{client.ServerName} FAIL RENAME CANNOT_RENAME {rename.Channel} {rename.NewName} :The lobby keeps its name")),
        Command.RenameChannel rename when refused.Reason == Refusal.NameTooLong => client.Tagged(IrcLine.Of(
            $":{client.ServerName} FAIL RENAME CANNOT_RENAME {rename.Channel} {rename.NewName} :A channel's name has at most {refused.Limit} characters")),
        Command.RenameChannel rename when refused.Reason == Refusal.ChannelNameTaken => client.Tagged(IrcLine.Of(
            $":{client.ServerName} FAIL RENAME CHANNEL_NAME_IN_USE {rename.Channel} {rename.NewName} :The channel name is already taken")),
        Command.SetRealName when refused.Reason == Refusal.TextTooLong => client.Tagged(IrcLine.Of(
            $":{client.ServerName} FAIL SETNAME INVALID_REALNAME :A real name has at most {refused.Limit} bytes")),
        _ => Render(client, refused, refused.Channel),
    };

    /// <summary>Whether a wish goes through a door that has its own words: a service's, SASL's.</summary>
    public static bool IsAtDoor(Command wish) =>
        AccountRefusals.IsAboutAccount(wish) || RegistrationRefusals.IsAboutRegistration(wish);

    /// <summary>The verb of the line that wished for something.</summary>
    public static ReadOnlySpan<byte> VerbOf(Command wish) => wish switch
    {
        Command.Register => "NICK"u8,
        Command.EndSession => "QUIT"u8,
        Command.Join => "JOIN"u8,
        Command.Part => "PART"u8,
        Command.Say { Speech.Kind: var kind } => VerbOf(kind),
        Command.Tell { Speech.Kind: var kind } => VerbOf(kind),
        Command.SetTopic => "TOPIC"u8,
        Command.ChangeModes { By: ModeAuthority.Power } => "SAMODE"u8,
        Command.ChangeModes or Command.ChangeUserModes => "MODE"u8,
        Command.ChangeNick => "NICK"u8,
        Command.SetAway => "AWAY"u8,
        Command.SetRealName => "SETNAME"u8,
        Command.Invite => "INVITE"u8,
        Command.Knock => "KNOCK"u8,
        Command.Kick => "KICK"u8,
        Command.RenameChannel => "RENAME"u8,
        Command.Watch => "MONITOR"u8,
        Command.MarkRead => "MARKREAD"u8,
        Command.BecomeOperator => "OPER"u8,
        Command.Announce => "WALLOPS"u8,
        Command.Kill => "KILL"u8,
        Command.ChangeHost => "CHGHOST"u8,
        Command.CreateAccount => "REGISTER"u8,
        Command.LogIn or Command.LogOut => "AUTHENTICATE"u8,
        _ when AccountRefusals.IsAboutAccount(wish) => "NICKSERV"u8,
        _ when RegistrationRefusals.IsAboutRegistration(wish) => "CHANSERV"u8,
        _ => "*"u8,
    };

    private static ReadOnlySpan<byte> VerbOf(SpeechKind kind) => kind switch
    {
        SpeechKind.Message => "PRIVMSG"u8,
        SpeechKind.Notice => "NOTICE"u8,
        _ => "TAGMSG"u8,
    };

    private static bool IsAboutSpeaking(Refusal reason) => reason is Refusal.NotOnChannel or Refusal.Banned or Refusal.Moderated
        or Refusal.NeedsAccount or Refusal.NoCtcp or Refusal.NoFormatting;

    private static string WhyNotSay(Refusal reason) => reason switch
    {
        Refusal.NotOnChannel => "you are not on it, +n",
        Refusal.Banned => "you are banned, +b",
        Refusal.Moderated => "it is moderated, +m",
        Refusal.NeedsAccount => "only users with an account may speak, +M",
        Refusal.NoCtcp => "it takes no CTCP, +C",
        _ => "it takes no formatting, +c",
    };

    private static ReadOnlyMemory<byte> Render(IrcClient client, Event.Refused refused, ChannelName? channel) => refused.Reason switch
    {
        Refusal.NotRegistered => client.NumericLine(Numeric.ERR_NOTREGISTERED, $":You have not registered"),
        Refusal.AlreadyRegistered => client.NumericLine(Numeric.ERR_ALREADYREGISTERED, $":You may not reregister"),
        Refusal.NickTaken => client.NumericLine(Numeric.ERR_NICKNAMEINUSE, $"{refused.Nick!} :Nickname is already in use"),
        Refusal.NameTooLong when channel is not null => client.NumericLine(
            Numeric.ERR_NOSUCHCHANNEL, $"{channel} :A channel's name has at most {refused.Limit} characters"),
        Refusal.NameTooLong => client.NumericLine(
            Numeric.ERR_ERRONEUSNICKNAME, $"{refused.Nick!} :Erroneous nickname: it has at most {refused.Limit} characters"),
        Refusal.NoSuchNick => client.NumericLine(Numeric.ERR_NOSUCHNICK, $"{refused.Nick!} :No such nick/channel"),
        Refusal.NoSuchChannel => client.NumericLine(Numeric.ERR_NOSUCHCHANNEL, $"{channel!} :No such channel"),
        Refusal.NotOnChannel => client.NumericLine(Numeric.ERR_NOTONCHANNEL, $"{channel!} :You're not on that channel"),
        Refusal.AlreadyOnChannel => client.NumericLine(Numeric.ERR_KNOCKONCHAN, $"{channel!} :You're already on that channel"),
        Refusal.TargetNotOnChannel => client.NumericLine(
            Numeric.ERR_USERNOTINCHANNEL, $"{refused.Nick!} {channel!} :They aren't on that channel"),
        Refusal.TargetAlreadyOnChannel => client.NumericLine(
            Numeric.ERR_USERONCHANNEL, $"{refused.Nick!} {channel!} :is already on channel"),
        Refusal.NotOperator or Refusal.TopicLocked => client.NumericLine(
            Numeric.ERR_CHANOPRIVSNEEDED, $"{channel!} :You're not channel operator"),
        Refusal.TargetRanksHigher when refused.Wish is not Command.ChangeAccess => client.NumericLine(
            Numeric.ERR_CHANOPRIVSNEEDED, $"{channel!} :They rank higher on the channel than you"),
        Refusal.TextTooLong => client.NumericLine(Numeric.ERR_INPUTTOOLONG, $":Input line was too long"),
        Refusal.TooManyChannels => client.NumericLine(
            Numeric.ERR_TOOMANYCHANNELS, $"{channel!} :You have joined too many channels"),
        Refusal.TooManyChannelsInAll => client.NumericLine(
            Numeric.ERR_TOOMANYCHANNELS, $"{channel!} :The server has as many channels as it may have"),
        Refusal.TooManyUsers => client.NumericLine(Numeric.ERR_UNKNOWNERROR, $"NICK :The server is full"),
        Refusal.ChannelFull => client.NumericLine(Numeric.ERR_CHANNELISFULL, $"{channel!} :Cannot join channel (+l)"),
        Refusal.Banned => client.NumericLine(Numeric.ERR_BANNEDFROMCHAN, $"{channel!} :Cannot join channel (+b)"),
        Refusal.InviteOnly => client.NumericLine(Numeric.ERR_INVITEONLYCHAN, $"{channel!} :Cannot join channel (+i)"),
        Refusal.WrongKey => client.NumericLine(Numeric.ERR_BADCHANNELKEY, $"{channel!} :Cannot join channel (+k)"),
        Refusal.NeedsAccount when channel is not null => client.NumericLine(
            Numeric.ERR_NEEDREGGEDNICK, $"{channel} :Cannot join channel (+R): you need an account"),
        Refusal.NeedsAccount => client.NumericLine(
            Numeric.ERR_NEEDREGGEDNICK, $"{refused.Nick!} :Only users with an account may tell them something (+R)"),
        Refusal.TooManyMembers => client.NumericLine(
            Numeric.ERR_UNKNOWNERROR, $"MODE {channel!} :The channel has too many members for that to change now"),
        Refusal.ListFull when refused.Wish is not Command.ChangeAccess => client.NumericLine(
            Numeric.ERR_BANLISTFULL, $"{channel!} {ChannelModes.Spell(refused.Change!).Letter} :The list has as many masks as it may have"),
        Refusal.BadKey => client.NumericLine(Numeric.ERR_INVALIDMODEPARAM, $"{channel!} k * :A key has no space and no comma, and is not too long"),
        Refusal.BadLimit => client.NumericLine(Numeric.ERR_INVALIDMODEPARAM, $"{channel!} l * :A limit is a positive number"),
        Refusal.ChannelOpen => client.NumericLine(Numeric.ERR_CHANOPEN, $"{channel!} :The channel is open, so you can join it"),
        Refusal.TooManyKnocks => client.NumericLine(Numeric.ERR_TOOMANYKNOCK, $"{channel!} :There was a KNOCK only just now; wait a while"),
        Refusal.NickReserved => client.NumericLine(
            Numeric.ERR_NICKNAMEINUSE, $"{refused.Nick!} :Nickname is reserved for its owner"),
        _ when (RegistrationRefusals.Explain(refused) ?? AccountRefusals.Explain(refused)) is { } words => client.NumericLine(
            Numeric.ERR_UNKNOWNERROR, $"{new Word(VerbOf(refused.Wish))} :{words}"),
        Refusal.NoPower => Privileges.Refusal(client, Privileges.NeededFor(refused.Wish)),
        _ => throw new UnreachableException($"{refused.Reason} has no numeric."),
    };
}
