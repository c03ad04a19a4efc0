using System.Threading.Channels;

namespace Interlude.Client.Terminals;

/// <summary>A terminal in raw mode.</summary>
internal abstract class Terminal : IDisposable
{
    public abstract (int Columns, int Rows) Size { get; }

    /// <summary>What happens at it, in order. One reader.</summary>
    public abstract ChannelReader<TerminalEvent> Events { get; }

    /// <summary>Writes, with the sequences of ECMA-48. One thread.</summary>
    /// <exception cref="IOException">It is gone.</exception>
    public abstract void Write(string text);

    /// <summary>Gives the terminal back to the shell, and stops the process until the shell goes on with it; then
    /// <see cref="TerminalEvent.Resumed"/> follows.</summary>
    /// <returns>False, and nothing is done, if there is no shell that could.</returns>
    public abstract bool Suspend();

    public abstract void Dispose();
}
