namespace Interlude.Client.Terminals;

/// <summary>What happens at a terminal.</summary>
internal abstract record TerminalEvent
{
    private TerminalEvent()
    {
    }

    /// <summary>Bytes came.</summary>
    public sealed record Typed(byte[] Bytes) : TerminalEvent;

    /// <summary>Nothing more came for a moment: what was begun is all there is.</summary>
    public sealed record Quiet : TerminalEvent;

    /// <summary>The window has another size.</summary>
    public sealed record Resized : TerminalEvent;

    /// <summary>The process goes on after it was stopped; somebody else has written on the screen meanwhile.</summary>
    public sealed record Resumed : TerminalEvent;

    /// <summary>Ctrl-C was pressed, where the terminal sees to that itself.</summary>
    public sealed record Interrupted : TerminalEvent;

    /// <summary>Nothing more will come.</summary>
    public sealed record Gone(IOException? Failure) : TerminalEvent;
}
