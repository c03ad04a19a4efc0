using System.Text;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// The answer to one line that bore a label: nothing becomes ACK, one message or one batch takes the label, more become a
/// batch that does. https://ircv3.net/specs/extensions/labeled-response
/// </summary>
/// <remarks>
/// What comes first is held until it is known whether there is more: one message, or one batch, never two. Nothing is held
/// while the line has wishes that come back later, while a long answer waits for its reader, nor when something else is sent:
/// what others do must not come before it.
/// </remarks>
internal sealed class ReplyScope(IrcClient client, byte[] label)
{
    private readonly List<byte[]> _held = [];
    private byte[]? _open;    // the reference of a held batch that has not ended
    private string? _batch;   // ours, once there is one

    public byte[] Label => label;

    /// <summary>Takes messages that answer the line, each with its CR LF.</summary>
    public void Take(ReadOnlySpan<byte> messages)
    {
        while (!messages.IsEmpty)
        {
            var end = messages.IndexOf("\r\n"u8) + 2;
            TakeOne(messages[..end]);
            messages = messages[end..];
        }
    }

    /// <summary>The line is answered.</summary>
    public void Close()
    {
        if (_batch is not null)
        {
            client.SendNow(client.Tagged(IrcLine.Of($":{client.ServerName} BATCH -{_batch}")));
        }
        else if (_held.Count == 0)
        {
            client.SendNow(Labeled(client.Tagged(IrcLine.Of($":{client.ServerName} ACK")).Span));
        }
        else
        {
            _held[0] = Labeled(_held[0]);
            _held.ForEach(message => client.SendNow(message));
        }
    }

    /// <summary>What comes next comes later, or is no answer.</summary>
    public void SendHeld()
    {
        if (_batch is null && _held.Count > 0 && _open is null)
        {
            BeginBatch();
        }
    }

    /// <summary>The message with the label.</summary>
    public byte[] Labeled(ReadOnlySpan<byte> message) => IrcTagging.Add(message, "label"u8, label);

    private void TakeOne(ReadOnlySpan<byte> message)
    {
        if (_batch is not null)
        {
            SendInBatch(message);
        }
        else if (_held.Count == 0 && client.Outstanding <= 1)
        {
            Hold(message);
        }
        else if (_open is not null)
        {
            _held.Add(message.ToArray());
            if (IrcTagging.EndsBatch(message, _open))
            {
                _open = null;
            }
        }
        else
        {
            BeginBatch();
            SendInBatch(message);
        }
    }

    private void BeginBatch()
    {
        _batch = client.NextBatch();
        client.SendNow(Labeled(client.Tagged(IrcLine.Of($":{client.ServerName} BATCH +{_batch} labeled-response")).Span));
        _held.ForEach(held => SendInBatch(held));
    }

    private void Hold(ReadOnlySpan<byte> message)
    {
        _held.Add(message.ToArray());
        _open = IrcTagging.BatchBegunBy(message);
    }

    // What is in a batch of its own stays in it; its beginning and its end are in ours.
    private void SendInBatch(ReadOnlySpan<byte> message) => client.SendNow(
        IrcTagging.IsInBatch(message) ? message.ToArray() : IrcTagging.Add(message, "batch"u8, Encoding.ASCII.GetBytes(_batch!)));
}
