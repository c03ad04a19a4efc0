namespace Interlude.Load.Wire;

/// <summary>How far a client is.</summary>
internal enum ClientStage
{
    Connected,
    Welcomed,
    Registered,
    Joining,
    Joined,
    Parting,
    Parted,
}
