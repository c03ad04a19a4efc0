using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>A channel as the reference knows it.</summary>
internal sealed class ReferenceChannel(string name, ChannelTraits traits)
{
    private readonly Dictionary<ReferenceUser, Ranks> _ranks = [];

    /// <summary>As its creator spelled it.</summary>
    public string Name { get; private set; } = name;

    public int Key { get; private set; } = Spellings.ChannelKey(name);

    public string Topic { get; set; } = string.Empty;

    public ChannelTraits Traits { get; set; } = traits;

    /// <summary>What joining needs.</summary>
    public string Password { get; set; } = string.Empty;

    public int Limit { get; set; }

    /// <summary>Where those are sent who cannot join.</summary>
    public string? Forward { get; set; }

    /// <summary>By <see cref="MaskList"/>.</summary>
    public IReadOnlyList<List<string>> Masks { get; } = [[], [], []];

    /// <summary>In order of joining.</summary>
    public List<ReferenceUser> Members { get; } = [];

    public List<(ReferenceUser User, long At)> Knocks { get; } = [];

    /// <summary>Those who do not see anew who is there since the channel has become, or ceased to be, an auditorium.</summary>
    public HashSet<ReferenceUser> SeeBadly { get; } = [];

    /// <summary>Whether there is something that may keep people from joining.</summary>
    public bool IsClosed => Password.Length > 0 || Limit > 0 || Is(ChannelTraits.InviteOnly) || Masks[(int)MaskList.Bans].Count > 0;

    public bool IsLocked => Is(ChannelTraits.TopicLocked);

    public bool Is(ChannelTraits trait) => (Traits & trait) != 0;

    public void Rename(string name) => (Name, Key) = (name, Spellings.ChannelKey(name));

    public Ranks RanksOf(ReferenceUser user) => _ranks.GetValueOrDefault(user);

    public void SetRanks(ReferenceUser user, Ranks ranks) => _ranks[user] = ranks;

    public bool Operates(ReferenceUser user) => (RanksOf(user) & (Ranks.Operator | Ranks.Admin | Ranks.Owner)) != 0;

    public bool Helps(ReferenceUser user) => RanksOf(user) >= Ranks.HalfOperator;

    public void Add(ReferenceUser user, Ranks ranks)
    {
        Members.Add(user);
        _ranks[user] = ranks;
    }

    public void Remove(ReferenceUser user)
    {
        Members.Remove(user);
        SeeBadly.Remove(user);
        _ranks.Remove(user);
    }

    /// <summary>Whether a member sees another one: in an auditorium, who is nobody is seen by who helps, and by itself.</summary>
    public bool Shows(ReferenceUser seen, ReferenceUser viewer) =>
        !Is(ChannelTraits.Auditorium) || RanksOf(seen) != Ranks.None || seen == viewer || Helps(viewer);

    /// <summary>Whether somebody may know that it is there.</summary>
    public bool IsKnownTo(ReferenceUser user) => !Is(ChannelTraits.Secret) || Members.Contains(user);

    /// <summary>Whom somebody finds when asking who is there.</summary>
    public IEnumerable<ReferenceUser> SeenBy(ReferenceUser viewer) => Members.Where(member => IsSeen(member, viewer));

    /// <summary>Whether somebody may know that a member is there.</summary>
    public bool IsSeen(ReferenceUser member, ReferenceUser viewer) => Shows(member, viewer)
        && (Members.Contains(viewer) || (!Is(ChannelTraits.Secret) && !member.Has(UserModes.Invisible)));

    /// <summary>Who sees what becomes of a member.</summary>
    public List<ReferenceUser> Witnesses(ReferenceUser of, ReferenceUser also) =>
        [.. Members.Where(member => member == also || Shows(of, member))];

    /// <summary>Whether one of a list's masks fits; mutes are masks of their own kind.</summary>
    public bool Lists(ReferenceUser user, MaskList list, bool mutes) =>
        Masks[(int)list].Exists(mask => ReferenceMasks.IsMute(mask) == mutes && ReferenceMasks.Fits(mask, user));

    public bool Bans(ReferenceUser user) => Lists(user, MaskList.Bans, false) && !Lists(user, MaskList.Exceptions, false);

    public bool Mutes(ReferenceUser user) => Bans(user)
        || (Lists(user, MaskList.Bans, true) && !Lists(user, MaskList.Exceptions, true) && !Lists(user, MaskList.Exceptions, false));
}
