using Interlude.World;

namespace Interlude.Server;

/// <summary>Whose side somebody is on in a private conversation that history tells again.</summary>
internal static class HistorySides
{
    /// <summary>Whether a side is one's own: it was oneself, or one's account, unless that was on both.</summary>
    /// <param name="me">Who reads.</param>
    /// <param name="side">The side.</param>
    /// <param name="other">The side across.</param>
    public static bool IsOwn(Identity me, Identity side, Identity other) => side.Id == me.Id
        || (other.Id != me.Id && IsOfAccount(me, side) && (other.Id == side.Id || !IsOfAccount(me, other)));

    /// <summary>With whom one had it; oneself, if one talked to oneself.</summary>
    public static Identity Across(Identity me, Event.Told told) => IsOwn(me, told.User, told.Target) ? told.Target : told.User;

    private static bool IsOfAccount(Identity me, Identity side) => me.Account is { } account && account.Equals(side.Account);
}
