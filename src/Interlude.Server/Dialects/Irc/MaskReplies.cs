using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>A channel's list of masks, each with who set it and when: 367 and 368, 348 and 349, 346 and 347.</summary>
internal static class MaskReplies
{
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, ChannelView channel, MaskList list)
    {
        var (entry, end, words) = list switch
        {
            MaskList.Bans => (Numeric.RPL_BANLIST, Numeric.RPL_ENDOFBANLIST, "End of channel ban list"),
            MaskList.Exceptions => (Numeric.RPL_EXCEPTLIST, Numeric.RPL_ENDOFEXCEPTLIST, "End of channel exception list"),
            _ => (Numeric.RPL_INVEXLIST, Numeric.RPL_ENDOFINVEXLIST, "End of Channel Invite Exception List"),
        };
        var (name, masks) = (channel.Name, channel.MasksOf(list));
        return masks.Select(mask => client.NumericLine(entry, Entry(client, name, mask)))
            .Append(client.NumericLine(end, $"{name} :{words}"));
    }

    // Who set it is a whole source, or where there is no room for that, a nick: the time behind it is never cut.
    private static IrcLine Entry(IrcClient client, ChannelName name, MaskView mask)
    {
        IrcLine whole = $"{name} {mask.Mask} {mask.By} {mask.At}";
        var head = System.Text.Encoding.UTF8.GetByteCount($":{client.ServerName} 367 {client.Target} ");
        return head + whole.Bytes.Length <= IrcLimits.MaxBodyBytes
            ? whole
            : (IrcLine)$"{name} {mask.Mask} {IrcSource.Parse(mask.By.Utf8.Span).Name} {mask.At}";
    }
}
