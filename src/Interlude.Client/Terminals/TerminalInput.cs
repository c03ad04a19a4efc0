using System.Threading.Channels;

namespace Interlude.Client.Terminals;

/// <summary>What is typed at a terminal, read by a thread of its own: such a read cannot be given up, so nobody may wait for it
/// at the end.</summary>
internal static class TerminalInput
{
    // As long as the bytes of one key may be apart, over a slow line too; Escape alone is felt this much later.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    public static void Begin(int descriptor, ChannelWriter<TerminalEvent> events) =>
        new Thread(() => Read(descriptor, events)) { IsBackground = true, Name = "keyboard" }.Start();

    private static void Read(int descriptor, ChannelWriter<TerminalEvent> events)
    {
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = Descriptor.Read(descriptor, buffer)) > 0)
            {
                events.TryWrite(new TerminalEvent.Typed(buffer[..count]));
                if (!Descriptor.WaitToRead(descriptor, Moment))
                {
                    events.TryWrite(new TerminalEvent.Quiet());
                }
            }

            events.TryWrite(new TerminalEvent.Gone(null));
        }
        catch (IOException failure)
        {
            events.TryWrite(new TerminalEvent.Gone(failure));
        }
    }
}
