using System.Collections.Immutable;

namespace Interlude.World;

/// <summary>All that can happen to a <see cref="ChatWorld"/>. Commands are wishes: what cannot be granted is refused.</summary>
/// <remarks>
/// The first group is given by a session and acts for its user; the second by a node, for itself. No command carries a
/// secret: passwords end in a dialect.
/// </remarks>
public abstract record Command
{
    private Command()
    {
    }

    /// <summary>Whether it is of the moment alone: ordered like any other, but kept by nobody, and a loss of power may take it.</summary>
    public bool IsTransient => this is Say { Speech.IsTransient: true } or Tell { Speech.IsTransient: true };

    /// <summary>The session claims a nick and becomes a user; or, with a login to the account whose user has the nick, one more device of it.</summary>
    public sealed record Register(Nick Nick, UserProfile Profile, Login? Login = null) : Command;

    /// <summary>The session is over; with its last session, its user leaves: by its own wish, or because its connection ended.</summary>
    public sealed record EndSession(Text Reason, bool IsOwnWish = false) : Command;

    /// <summary>Enter a channel, which the first to come creates. The key is empty where none was given.</summary>
    public sealed record Join(ChannelName Channel, Text Key) : Command
    {
        /// <summary>Without a key.</summary>
        public Join(ChannelName channel)
            : this(channel, Text.Empty)
        {
        }
    }

    /// <summary>Leave a channel.</summary>
    public sealed record Part(ChannelName Channel, Text Reason) : Command;

    /// <summary>Say something to a channel: to all of it, or to members of a rank and above.</summary>
    public sealed record Say(ChannelName Channel, Speech Speech, Ranks To = Ranks.None) : Command;

    /// <summary>Say something to one user.</summary>
    public sealed record Tell(Nick Target, Speech Speech) : Command;

    /// <summary>Change a channel's topic; the empty text takes it away.</summary>
    public sealed record SetTopic(ChannelName Channel, Text Topic) : Command;

    /// <summary>Change a channel's modes, in order, each as far as it may be.</summary>
    public sealed record ChangeModes(ChannelName Channel, ImmutableArray<ModeChange> Changes, ModeAuthority By = ModeAuthority.Rank) : Command;

    /// <summary>Take another nick.</summary>
    public sealed record ChangeNick(Nick Nick) : Command;

    /// <summary>Say that one is away from this session, or with the empty text that one is back.</summary>
    public sealed record SetAway(Text Message) : Command;

    /// <summary>Change what one says one is called. Longer than <see cref="WorldPolicy.MaxRealNameBytes"/> is refused.</summary>
    public sealed record SetRealName(Text RealName) : Command;

    /// <summary>Change one's own modes: some are set, then some cleared; and perhaps be a server operator no longer.</summary>
    public sealed record ChangeUserModes(UserModes Set, UserModes Clear, bool Resigns = false) : Command;

    /// <summary>Ask a user to join a channel.</summary>
    public sealed record Invite(Nick Target, ChannelName Channel) : Command;

    /// <summary>Ask the operators of a channel for an invitation.</summary>
    public sealed record Knock(ChannelName Channel) : Command;

    /// <summary>Remove a member; for operators of the channel.</summary>
    public sealed record Kick(Nick Target, ChannelName Channel, Text Reason) : Command;

    /// <summary>Give a channel another name; for its operators.</summary>
    public sealed record RenameChannel(ChannelName Channel, ChannelName NewName, Text Reason) : Command;

    /// <summary>Watch whether users are there: names taken off this session's list, or all of them, then names put on it.</summary>
    public sealed record Watch(ImmutableArray<Nick> Added, ImmutableArray<Nick> Removed, bool RemovesAll = false) : Command;

    /// <summary>Say up to which moment one has read something. It only rises.</summary>
    public sealed record MarkRead(ReadTarget Target, Timestamp At) : Command;

    /// <summary>The session has proved that it is a server operator's.</summary>
    public sealed record BecomeOperator(Text Name, Text Class, OperatorPowers Powers) : Command;

    /// <summary>Say something to all who listen to server operators; for those with the power.</summary>
    public sealed record Announce(Text Text) : Command;

    /// <summary>End all sessions of a user; for server operators with the power.</summary>
    public sealed record Kill(Nick Target, Text Reason) : Command;

    /// <summary>Give a user another visible user name and host; for server operators with the power.</summary>
    public sealed record ChangeHost(Nick Target, SourceWord UserName, SourceWord Host) : Command;

    /// <summary>
    /// Make an account, with that name for its first nick, and log in to it. Given by a session, which may be no user yet, or by
    /// a node for whoever runs it, who is not logged in and may take the name of somebody who is here.
    /// </summary>
    public sealed record CreateAccount(Nick Name, Text Verifier, Text Email) : Command
    {
        /// <summary>Without an address.</summary>
        public CreateAccount(Nick name, Text verifier)
            : this(name, verifier, Text.Empty)
        {
        }
    }

    /// <summary>
    /// The session has proved that it may use an account. It may be no user yet. Only the account changes; if it comes home, it
    /// becomes one more device of the user that the account has here, or takes the account's nick, if that can be.
    /// </summary>
    public sealed record LogIn(Login Login, bool ComesHome = false) : Command;

    /// <summary>Use one's account no longer. Its nick is kept until its owner wants it.</summary>
    public sealed record LogOut : Command;

    /// <summary>Give an account another password. For its owner, and for a node.</summary>
    public sealed record ChangeVerifier(AccountId Account, Text Verifier) : Command;

    /// <summary>Close an account, with all sessions that use it, or open it again. For server operators with the power, and for a node.</summary>
    public sealed record SuspendAccount(AccountId Account, bool IsSuspended, Text Reason) : Command;

    /// <summary>Forget an account; those who use it go on without. For its owner, server operators with the power, and a node.</summary>
    public sealed record DeleteAccount(AccountId Account) : Command;

    /// <summary>Make a nick one's own, or anybody's again.</summary>
    public sealed record GroupNick(Nick Nick, bool IsGrouped = true) : Command;

    /// <summary>Have one's account opened by another password, too; its name says what for. No verifier: not any more.</summary>
    public sealed record ChangePassword(Text Name, Text? Verifier) : Command;

    /// <summary>Have one's account opened by a client certificate, or not any more.</summary>
    public sealed record ChangeFingerprint(Text Fingerprint, bool IsAdded = true) : Command;

    /// <summary>Choose whether one stays when the last client has gone.</summary>
    public sealed record ChooseAlwaysOn(AlwaysOnChoice Choice) : Command;

    /// <summary>End the sessions of somebody else who has a nick of one's own, or uses one's account; perhaps to take the nick.</summary>
    public sealed record Ghost(Nick Target, bool TakesNick = false) : Command;

    /// <summary>Make a channel that one operates one's account's: it stays without members.</summary>
    public sealed record RegisterChannel(ChannelName Channel) : Command;

    /// <summary>Make a registered channel nobody's. For its founder, and for server operators with the power.</summary>
    public sealed record DropChannel(ChannelName Channel) : Command;

    /// <summary>
    /// Make a registered channel another account's. What its founder wishes is an offer until the other has accepted it, which is
    /// taken back by naming the founder; what a server operator with the power wishes is done.
    /// </summary>
    public sealed record TransferChannel(ChannelName Channel, Nick Account) : Command;

    /// <summary>Take a registered channel that was offered to one's account.</summary>
    public sealed record AcceptChannel(ChannelName Channel) : Command;

    /// <summary>Say which rank an account has when it joins a registered channel; none: as everybody.</summary>
    public sealed record ChangeAccess(ChannelName Channel, Nick Account, Ranks Rank) : Command;

    /// <summary>Choose something for a registered channel. For its founder, and for server operators with the power.</summary>
    public sealed record ChangeChannelSetting(ChannelName Channel, ChannelSettings Which, bool IsOn) : Command;

    /// <summary>A deadline of the world has come.</summary>
    public sealed record Advanced : Command;

    /// <summary>An entry of before was passed over, for it had ended the process twice: a mistake of this program's.</summary>
    public sealed record Skipped(long Sequence) : Command;

    /// <summary>The wish's incarnation begins: sessions of the node's earlier ones are over.</summary>
    public sealed record NodeStarted : Command;

    /// <summary>The wish's incarnation ends in good order: its sessions are over.</summary>
    public sealed record NodeStopped(Text Reason) : Command;

    /// <summary>The limits and policies that hold from here on: the world reads no file.</summary>
    public sealed record Configured(WorldPolicy Policy) : Command;
}
