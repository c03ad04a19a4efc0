using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>A user as the reference knows it: one session each.</summary>
internal sealed class ReferenceUser(SessionId session, long id, string nick)
{
    private (string For, int Key) _key = (nick, Spellings.NickKey(nick));

    public SessionId Session => session;

    public long Id => id;

    public string Nick { get; set; } = nick;

    /// <summary>What its nick folds to.</summary>
    public int Key => ReferenceEquals(_key.For, Nick) ? _key.Key : (_key = (Nick, Spellings.NickKey(Nick))).Key;

    public string Away { get; set; } = string.Empty;

    /// <summary>In order of joining.</summary>
    public List<ReferenceChannel> Channels { get; } = [];
}
