using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What clients know from bouncers: <c>*playback</c>, which plays whole buffers from a moment on.</summary>
/// <remarks>
/// <code>
/// command = "PLAY" SP buffers [ SP from [ SP to ] ] / "LIST" / "HELP"
/// buffers = "*" / buffer *( "," buffer )         ; channels and nicks
/// from    = to = seconds since 1970, with or without a fraction
/// </code>
/// Of each buffer the last messages, as many as one may read at once. https://wiki.znc.in/Playback
/// </remarks>
internal static class Playback
{
    /// <summary>Whom clients talk to.</summary>
    public const string Name = "*playback";

    // Where "*" is meant: buffers at most.
    private const int MaxBuffers = 100;

    private const string CannotBeRead = "What was said cannot be read at the moment. Please try again.";

    public static bool IsMeant(IrcClient client, ReadOnlySpan<byte> target) =>
        client.Limits.MaxHistoryMessages > 0 && Ascii.EqualsIgnoreCase(target, Name);

    /// <summary>Does what a client says to it.</summary>
    public static void Receive(IrcClient client, ReadOnlySpan<byte> line)
    {
        var words = Encoding.UTF8.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (from, to) = (new Timestamp(long.MinValue), new Timestamp(long.MaxValue));
        switch (words)
        {
            case [var verb, _, ..] when Ascii.EqualsIgnoreCase(verb, "PLAY") && words.Length <= 4 && TryReadMoment(words, 2, ref from) && TryReadMoment(words, 3, ref to):
                Play(client, words[1], from, to);
                break;
            case [var verb] when Ascii.EqualsIgnoreCase(verb, "LIST"):
                FindBuffers(client, from, buffers =>
                {
                    foreach (var buffer in buffers)
                    {
                        Say(client, $"{buffer}");
                    }
                });
                break;
            default:
                Say(client, "PLAY <buffers or *> [from] [to] plays what was said, in seconds since 1970; LIST lists where anything was.");
                break;
        }
    }

    private static void Say(IrcClient client, string words) =>
        client.Reply($":{Name}!playback@{client.ServerName} NOTICE {client.Target} :{words}");

    private static bool TryReadMoment(string[] words, int index, ref Timestamp moment)
    {
        if (index >= words.Length)
        {
            return true;
        }

        var isNumber = Utf8Parser.TryParse(Encoding.UTF8.GetBytes(words[index]), out decimal seconds, out var read)
            && read == words[index].Length && seconds is >= 0 and < 100_000_000_000;
        moment = isNumber ? new Timestamp((long)(seconds * 1000)) : moment;
        return isNumber;
    }

    private static void Play(IrcClient client, string buffers, Timestamp from, Timestamp to)
    {
        if (buffers == "*")
        {
            FindBuffers(client, from, found => PlayNext(client, new Queue<string>(found), from, to, client.World.Sequence));
        }
        else
        {
            PlayNext(client, new Queue<string>(buffers.Split(',', StringSplitOptions.RemoveEmptyEntries).Take(MaxBuffers)), from, to, client.World.Sequence);
        }
    }

    // Where anything was said since, the place of the latest message last.
    private static void FindBuffers(IrcClient client, Timestamp from, Action<IEnumerable<string>> take)
    {
        var view = client.View;
        var channels = view.Viewer!.Channels.Select(name => view.Find(name)!).ToList();
        var names = channels.ToDictionary(channel => channel.Id, channel => channel.Name.Value);
        var query = new HistoryTargetsQuery
        {
            Channels = [.. channels.Select(channel => (channel.Id, channel.History.ToImmutableArray()))],
            Keepers = [.. view.Keepers],
            After = from.Milliseconds == long.MinValue ? null : HistoryBound.At(from),
            IsFromEnd = true,
            Limit = MaxBuffers,
            AsOf = client.World.Sequence,
        };
        client.Ask(new ServerRequest.ReadHistoryTargets(query), result =>
        {
            if (((RequestResult.HistoryTargetsRead)result).Targets is not { } targets)
            {
                Say(client, CannotBeRead);
                return;
            }

            take(targets.Items.Select(target => target.Channel is { } id ? names[id] : target.Nick!.Value));
        });
    }

    // One after the other: what is not read yet need not be kept here.
    private static void PlayNext(IrcClient client, Queue<string> buffers, Timestamp from, Timestamp to, long asOf)
    {
        while (buffers.TryDequeue(out var buffer))
        {
            var name = Encoding.UTF8.GetBytes(buffer);
            ImmutableArray<HistoryPart> parts = ChannelName.TryCreate(name, out var channel, out _)
                ? [.. client.View.Find(channel)?.History ?? []]
                : Nick.TryCreate(name, out var nick, out _) ? [.. client.View.HistoryWith(nick)] : [];
            if (parts.IsEmpty)
            {
                continue;
            }

            var query = new HistoryQuery
            {
                Parts = parts,
                Kinds = HistoryLines.KindsFor(client),
                After = from.Milliseconds == long.MinValue ? null : HistoryBound.At(from),
                Before = to.Milliseconds == long.MaxValue ? null : HistoryBound.At(to),
                IsFromEnd = true,
                Limit = client.Limits.MaxHistoryMessages,
                AsOf = asOf,
            };
            var known = channel is null ? null : client.View.Find(channel)?.Name;
            client.Ask(new ServerRequest.ReadHistory(query), result =>
            {
                if (((RequestResult.HistoryRead)result).Page is not { } page)
                {
                    Say(client, CannotBeRead);
                    return;
                }

                if (!page.Items.IsEmpty)
                {
                    var name = HistoryLines.NameOf(client, known, buffer, page);
                    client.AnswerAll(HistoryLines.InBatch(
                        client, $"znc.in/playback {name}", label: null, page.Items.Select(item => HistoryLines.Render(client, item, known))));
                }

                PlayNext(client, buffers, from, to, asOf);
            });
            return;
        }
    }
}
