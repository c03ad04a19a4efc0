using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// Ana with two sessions, "ana" and "phone", and bob with one, all on #dev. The world keeps several sessions of a user,
/// but no command attaches a second yet: so it is loaded from a snapshot.
/// </summary>
internal static class TwoDevices
{
    /// <param name="away">The away message of the session "ana".</param>
    /// <param name="awayOnPhone">That of the session "phone", the younger.</param>
    internal static WorldUnderTest OfAna(string away, string awayOnPhone)
    {
        var ana = SnapshotParts.Ana(SnapshotParts.Counted(away), SnapshotParts.Counted(awayOnPhone));
        var snapshot = new SnapshotParts { Users = [2, .. ana, .. SnapshotParts.Bob] };

        var world = new WorldUnderTest();
        world.Replace(ChatWorld.LoadSnapshot(snapshot.ToBytes()));
        world.Introduce("ana", new SessionId(WorldUnderTest.Node1, 3), new UserId(2), "ana");
        world.Introduce("phone", new SessionId(WorldUnderTest.Node1, 4), new UserId(2), "ana");
        world.Introduce("bob", new SessionId(WorldUnderTest.Node1, 9), new UserId(5), "bob");
        return world;
    }
}
