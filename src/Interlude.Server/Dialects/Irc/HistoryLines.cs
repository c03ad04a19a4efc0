using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Tells history again: each item by the renderer that told it live, with its time and its message id, in a batch for clients
/// that take one. https://ircv3.net/specs/batches/chathistory
/// </summary>
internal static class HistoryLines
{
    /// <summary>Of which kinds a client is told.</summary>
    /// <remarks>
    /// "the server MUST NOT send any lines other than PRIVMSG and NOTICE in the reply batch, unless allowed by a capability".
    /// https://ircv3.net/specs/extensions/chathistory#chathistory-command
    /// </remarks>
    public static HistoryKinds KindsFor(IrcClient client) => !client.Has(Caps.EventPlayback) ? HistoryKinds.Messages
        : HistoryKinds.Messages | HistoryKinds.Changes | (client.Has(Caps.MessageTags) ? HistoryKinds.Tags : HistoryKinds.None);

    /// <summary>An item, or nothing: what the client could not take without believing that it happens now.</summary>
    /// <param name="client">Who is told.</param>
    /// <param name="item">What it is told.</param>
    /// <param name="channel">What the channel is called now; null for a private conversation.</param>
    public static ReadOnlyMemory<byte> Render(IrcClient client, HistoryItem item, ChannelName? channel)
    {
        var kind = KindOf(client, item.Event);
        if (kind == IrcKind.None)
        {
            return default;
        }

        // As it was, where a longer name would not leave it whole.
        var stamp = new Stamp(item.Sequence, item.Index, item.Time);
        var now = channel is null ? WithOwnNick(item.Event, client.User!) : WithName(item.Event, channel);
        return IrcEvents.TryRender(client, now, stamp, kind, out var bytes) ? bytes : IrcEvents.Render(client, item.Event, stamp, kind);
    }

    /// <summary>
    /// What a batch says whose history it holds: "the canonical name of the target". A person is called as it is called now or, if
    /// there is nobody of the nick, as it was last. https://ircv3.net/specs/batches/chathistory
    /// </summary>
    /// <param name="client">Who is told.</param>
    /// <param name="channel">What the channel is called now; null for a private conversation.</param>
    /// <param name="asked">The name that was asked for.</param>
    /// <param name="page">What there is.</param>
    public static string NameOf(IrcClient client, ChannelName? channel, string asked, HistoryPage page) =>
        channel is not null ? channel.Value
        : Nick.TryCreate(Encoding.UTF8.GetBytes(asked), out var nick, out _) && client.View.Find(nick) is { } user ? user.Identity.Nick.Value
        : page.Items is [.., { Event: Event.Told told }] ? HistorySides.Across(client.User!, told).Nick.Value
        : asked;

    /// <summary>Lines in a batch for clients that take one. The batch bears the label, so it need not be held until it is whole.</summary>
    /// <param name="client">Who is told.</param>
    /// <param name="typeAndParameters">Of the batch.</param>
    /// <param name="label">The label of the line that is answered; null: none.</param>
    /// <param name="lines">The lines, each or several with their ends.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> InBatch(
        IrcClient client, string typeAndParameters, byte[]? label, IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        if (!client.Has(Caps.Batch))
        {
            foreach (var line in lines)
            {
                yield return line;
            }

            yield break;
        }

        var reference = client.NextBatch();
        var begin = client.Tagged(IrcLine.Of($":{client.ServerName} BATCH +{reference} {typeAndParameters}"));
        yield return label is null ? begin : IrcTagging.Add(begin.Span, "label"u8, label);
        foreach (var several in lines)
        {
            yield return WithBatch(several.Span, Encoding.ASCII.GetBytes(reference));
        }

        yield return client.Tagged(IrcLine.Of($":{client.ServerName} BATCH -{reference}"));
    }

    // What is in a batch of its own, several lines of one message, stays in it; its beginning and its end are in ours.
    private static byte[] WithBatch(ReadOnlySpan<byte> messages, byte[] reference)
    {
        var tagged = new List<byte>(messages.Length + 32);
        while (!messages.IsEmpty)
        {
            var end = messages.IndexOf("\r\n"u8) + 2;
            var message = messages[..end];
            tagged.AddRange(IrcTagging.IsInBatch(message) ? message : IrcTagging.Add(message, "batch"u8, reference));
            messages = messages[end..];
        }

        return [.. tagged];
    }

    private static IrcKind KindOf(IrcClient client, Event happened)
    {
        var kind = IrcKind.Any | IrcEvents.OwnTagsOf(client);
        return happened switch
        {
            Event.Said said => IrcSpeech.KindOf(client, said.Speech, Reason.Member, isOrigin: false, kind),
            Event.Told told => IrcSpeech.KindOf(client, told.Speech, Reason.Target, isOrigin: false, kind),
            Event.Joined when client.Has(Caps.ExtendedJoin) => kind | IrcKind.First,
            Event.ChannelRenamed when !client.Has(Caps.ChannelRename) => IrcKind.None,
            _ => kind,
        };
    }

    // A client looks for a channel under its name, and for its own nick, as they are now.
    private static Event WithName(Event happened, ChannelName now) => happened switch
    {
        Event.Said said => said with { Channel = now },
        Event.Joined joined => joined with { Channel = now },
        Event.Parted parted => parted with { Channel = now },
        Event.Kicked kicked => kicked with { Channel = now },
        Event.TopicChanged changed => changed with { Channel = now },
        Event.ModesChanged changed => changed with { Channel = now },
        _ => happened,
    };

    private static Event WithOwnNick(Event happened, Identity me) => happened is Event.Told told
        ? told with { User = WithOwnNick(told.User, told.Target, me), Target = WithOwnNick(told.Target, told.User, me) }
        : happened;

    private static Identity WithOwnNick(Identity side, Identity other, Identity me) =>
        HistorySides.IsOwn(me, side, other) ? side with { Nick = me.Nick } : side;
}
