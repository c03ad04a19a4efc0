using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

internal static class Places
{
    // sample: telnet
    public static readonly LineConnectionOptions Terminals = new() { Filter = () => new TelnetFilter() };
    // end

    // sample: unix
    public static LineListener Listen(string path)
    {
        var listener = LineListener.Open(new LineEndPoint.Unix(path), new LineListenerOptions
        {
            UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,   // nobody else may connect
        });
        listener.Start(() => new Echo());
        return listener;
    }
    // end

    // sample: any-stream
    public static Task<LineCloseReason> ServeAsync(Stream stream) =>
        LineProtocol.RunAsync(LineConnection.Over(stream), new Echo());
    // end
}
