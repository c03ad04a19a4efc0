using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>What happened in a talk, to be told to the person.</summary>
internal abstract record Happening
{
    private Happening()
    {
    }

    /// <summary>Something came, or the connection changed.</summary>
    /// <param name="Item">What; its line is not valid any more.</param>
    /// <param name="Text">The line, if it has one.</param>
    public sealed record Received(LineClientItem Item, string? Text) : Happening;

    /// <summary>A line was said.</summary>
    /// <param name="Text">The line.</param>
    /// <param name="IsTaken">Whether it was taken to be sent; null: the talk was left meanwhile, and nobody knows.</param>
    public sealed record Said(string Text, bool? IsTaken) : Happening;
}
