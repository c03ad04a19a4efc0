using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>A user as the reference knows it.</summary>
internal sealed class ReferenceUser(long id, string nick, UserProfile profile)
{
    private (string For, int Key) _key = (nick, Spellings.NickKey(nick));

    public long Id => id;

    public string Nick { get; set; } = nick;

    /// <summary>What its nick folds to.</summary>
    public int Key => ReferenceEquals(_key.For, Nick) ? _key.Key : (_key = (Nick, Spellings.NickKey(Nick))).Key;

    public string UserName { get; set; } = profile.UserName.Value;

    /// <summary>As others see it.</summary>
    public string Host { get; set; } = (profile.Modes & UserModes.Cloaked) != 0 ? profile.Cloak.Value : profile.RealHost.Value;

    public string RealHost { get; } = profile.RealHost.Value;

    public string Cloak { get; } = profile.Cloak.Value;

    public string RealName { get; set; } = string.Empty;

    public UserModes Modes { get; set; } = profile.Modes & ~UserModes.HearsNotices;

    /// <summary>Its devices, in order of coming; none of one that stays without.</summary>
    public List<ReferenceSession> Sessions { get; } = [];

    /// <summary>Since when it has none; null: it has one.</summary>
    public long? AloneSince { get; set; }

    /// <summary>What is said of it meanwhile.</summary>
    public string AwayAlone { get; set; } = string.Empty;

    /// <summary>It is away if all its devices are.</summary>
    public string Away => Sessions.Count == 0 ? AwayAlone : Sessions.Exists(session => session.Away.Length == 0) ? string.Empty : Sessions[^1].Away;

    public ReferenceAccount? Account { get; set; }

    public string Source => $"{Nick}!{UserName}@{Host}";

    public bool Has(UserModes mode) => (Modes & mode) != 0;

    /// <summary>In order of joining.</summary>
    public List<ReferenceChannel> Channels { get; } = [];

    /// <summary>In order of the invitations.</summary>
    public List<ReferenceChannel> Invitations { get; } = [];
}

/// <summary>A device of a user.</summary>
internal sealed class ReferenceSession(SessionId id, ReferenceUser user, string away)
{
    public SessionId Id => id;

    public ReferenceUser User { get; set; } = user;

    public string Away { get; set; } = away;

    /// <summary>Nicks whose coming and going it wants to hear of, by what they fold to.</summary>
    public List<int> Watched { get; } = [];
}
