using Microsoft.Win32.SafeHandles;

namespace Interlude.Client;

/// <summary>Standard input and output as plain bytes, without the console's line editing and encodings.</summary>
public static class StandardStreams
{
    /// <summary>Standard input, unbuffered: a read gives what is there and waits only for the first byte. The stream does
    /// not own the descriptor.</summary>
    public static Stream OpenInput() =>
        new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    /// <summary>Standard output, unbuffered.</summary>
    public static Stream OpenOutput()
    {
        // A FileStream reports a reader that has gone away, where the console's stream keeps silent. On a file it would
        // write at a position of its own and not move the one that the shell's next command goes on from.
        var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}
