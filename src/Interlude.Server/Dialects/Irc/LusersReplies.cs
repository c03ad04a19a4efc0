using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>How many there are: 251 to 255, 265, 266. A connection that has not registered counts in 253 alone.</summary>
/// <remarks>
/// "Each client is distinguished from other clients by a unique nickname" (https://modern.ircdocs.horse/#clients): who has several
/// connections under one nick is one, and who stays without any is one, as WHO and NAMES show it.
/// </remarks>
internal static class LusersReplies
{
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client)
    {
        var burst = client.Common.BurstFor(client);
        Add(burst, client);
        yield return burst.ToArray();
    }

    public static void Add(Burst burst, IrcClient client)
    {
        var counts = client.View.Counts;
        burst.Add(
            Numeric.RPL_LUSERCLIENT, $":There are {counts.Users - counts.Invisible} users and {counts.Invisible} invisible on 1 servers");
        burst.Add(Numeric.RPL_LUSEROP, $"{counts.Operators} :operator(s) online");
        burst.Add(Numeric.RPL_LUSERUNKNOWN, $"{client.Unregistered} :unknown connection(s)");
        burst.Add(Numeric.RPL_LUSERCHANNELS, $"{counts.Channels} :channels formed");
        burst.Add(Numeric.RPL_LUSERME, $":I have {counts.Users} clients and 0 servers");
        burst.Add(
            Numeric.RPL_LOCALUSERS, $"{counts.Users} {counts.MostUsers} :Current local users {counts.Users}, max {counts.MostUsers}");
        burst.Add(
            Numeric.RPL_GLOBALUSERS, $"{counts.Users} {counts.MostUsers} :Current global users {counts.Users}, max {counts.MostUsers}");
    }
}
