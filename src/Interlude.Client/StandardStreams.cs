using System.Text;
using Interlude.Client.Screens;
using Interlude.Client.Terminals;

namespace Interlude.Client;

/// <summary>Standard input and output as plain bytes, without the console's line editing and encodings.</summary>
public static class StandardStreams
{
    /// <summary>Standard input, unbuffered: a read gives what is there and waits only for the first byte, also where the
    /// descriptor is non-blocking. The stream does not own the descriptor. A directory fails at the first read.</summary>
    /// <exception cref="IOException">The process was started without it.</exception>
    public static Stream OpenInput() => new DescriptorStream(Inherited(0, "standard input"), canRead: true);

    /// <summary>Standard output, unbuffered; a write waits where the descriptor is non-blocking. On a file it writes where
    /// the shell's last command stopped, and moves that on.</summary>
    /// <param name="isRaw">Whether bytes go to a terminal as they are, too; else what controls one is spelled out
    /// there.</param>
    /// <exception cref="IOException">The process was started without it. A write throws <see cref="ReaderGoneException"/> where
    /// nobody reads.</exception>
    public static Stream OpenOutput(bool isRaw)
    {
        var output = new DescriptorStream(Inherited(1, "standard output"), canRead: false);
        return !isRaw && !OperatingSystem.IsWindows() && TerminalMode.IsTerminal(1) ? new VisibleStream(output) : output;
    }

    /// <summary>Writes text on standard error, if there is one that takes it. <see cref="Console"/> does more: once it is used
    /// it changes the terminal when a program that was started ends.</summary>
    public static void WriteError(string text)
    {
        try
        {
            if (Descriptor.IsOpen(2) && !Descriptor.ClosesOnExec(2))
            {
                Descriptor.Write(2, Encoding.UTF8.GetBytes(text));
            }
        }
        catch (IOException)
        {
            // Whoever read it is gone; the exit code still tells.
        }
    }

    // Of a process started without it the runtime has long used the number for something of its own by now. What was
    // inherited came through exec, so it cannot bear the mark "close on exec"; what the runtime opens bears it.
    private static int Inherited(int descriptor, string name) =>
        Descriptor.IsOpen(descriptor) && !Descriptor.ClosesOnExec(descriptor)
            ? descriptor
            : throw new IOException($"{name} is closed");
}
