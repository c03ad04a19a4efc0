using Interlude.World.State;

namespace Interlude.World;

/// <summary>A user as seen by another. Reads the world: valid until the next entry is applied.</summary>
public sealed class UserView
{
    private readonly User _user;
    private readonly Viewer _viewer;

    internal UserView(User user, Viewer viewer) => (_user, _viewer) = (user, viewer);

    /// <summary>Id and names.</summary>
    public Identity Identity => _user.Identity;

    /// <summary>What it says it is called.</summary>
    public Text RealName => _user.RealName;

    /// <summary>The away message; empty: not away.</summary>
    public Text Away => _user.Away;

    /// <summary>What it says of itself and wants to hear.</summary>
    public UserModes Modes => _user.Modes;

    /// <summary>Whether it is a program.</summary>
    public bool IsBot => _user.Identity.IsBot;

    /// <summary>How many devices it has; 0: it stays without any.</summary>
    public int Devices => _user.Sessions.Count;

    /// <summary>Whether nobody on the way to any of its devices can read along.</summary>
    public bool IsSecure => _user.IsSecure;

    /// <summary>The class of server operators that it belongs to; null: it is none.</summary>
    public Text? OperatorClass => _user.Operator?.Class;

    /// <summary>When it registered.</summary>
    public Timestamp RegisteredAt => _user.RegisteredAt;

    /// <summary>When it said something last, or registered.</summary>
    public Timestamp SpokeAt => _user.SpokeAt;

    /// <summary>Where it comes from: for itself and for server operators who may see it; else null.</summary>
    public SourceWord? RealHost => _viewer.SeesAll || _viewer.Id == _user.Id || _viewer.Inspects ? _user.RealHost : null;

    /// <summary>The channels on which the viewer may see it, in order of joining.</summary>
    public IReadOnlyList<ChannelName> Channels => [.. Places().Select(channel => channel.Name)];

    /// <summary>The same, with what it is on each.</summary>
    public IReadOnlyList<(ChannelName Channel, Ranks Ranks)> Ranked =>
        [.. Places().Select(channel => (channel.Name, channel.Find(_user.Id)!.Ranks))];

    /// <summary>The channels that it has been invited to and not joined since, in order: nobody else's business.</summary>
    public IReadOnlyList<ChannelName> Invitations =>
        _viewer.SeesAll || _viewer.Id == _user.Id ? [.. _user.Invitations.Select(channel => channel.Name)] : [];

    /// <summary>Whether the mask fits it, by what everybody sees of it.</summary>
    /// <param name="foldedPattern">A pattern of <c>nick!user@host</c>, folded.</param>
    public bool Fits(ReadOnlySpan<byte> foldedPattern) => _user.FitsVisibly(foldedPattern);

    // As with NAMES: who is not on a channel is told neither that it is secret nor of its invisible members.
    private IEnumerable<Channel> Places()
    {
        foreach (var channel in _user.Channels)
        {
            if (_viewer.SeesAll || channel.IsSeenOn(channel.Find(_user.Id)!, _viewer.Id))
            {
                yield return channel;
            }
        }
    }
}
