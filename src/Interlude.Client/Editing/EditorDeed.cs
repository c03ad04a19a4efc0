namespace Interlude.Client.Editing;

/// <summary>What a key asks of the world outside the editor.</summary>
internal enum EditorDeed
{
    /// <summary>Nothing but to be drawn.</summary>
    Draw,

    /// <summary>To ring: the key means nothing here.</summary>
    Ring,

    /// <summary>To send <see cref="EditorOutcome.Lines"/>.</summary>
    Send,

    /// <summary>To leave at once: Ctrl-C, twice.</summary>
    Leave,

    /// <summary>The end of what is to be sent: Ctrl-D on an empty line.</summary>
    EndInput,

    /// <summary>To stop the process until the shell goes on with it: Ctrl-Z.</summary>
    Suspend,

    /// <summary>To draw anew on an empty screen: Ctrl-L.</summary>
    Clear,
}
