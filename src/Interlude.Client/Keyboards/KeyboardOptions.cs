using Interlude.Client.Records;
using Interlude.Client.Talks;

namespace Interlude.Client.Keyboards;

/// <summary>How a talk at a keyboard looks, and what is done beside it.</summary>
public sealed record KeyboardOptions
{
    /// <summary>Whether the time of day stands before each line.</summary>
    public bool HasTimestamps { get; init; }

    /// <summary>Whether lines from the server go to the terminal as they are, control characters included. Colours end with
    /// their line; whatever else they do to the terminal is done.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether our own words are coloured, sparingly; null: unless <c>NO_COLOR</c> is set and not empty
    /// (no-color.org).</summary>
    public bool? HasColor { get; init; }

    /// <summary>Whether text is only ever appended, as screen readers need it: the line is the terminal's to edit. So it is
    /// too where <c>TERM</c> is <c>dumb</c> or not set.</summary>
    public bool IsScreenReader { get; init; }

    /// <summary>A file of words, between white space, which Tab completes as well as those that were seen; null for none.
    /// </summary>
    public string? WordFile { get; init; }

    /// <summary>What is done when the person has ended the input (Ctrl-D) and all that was said is handed to the talk. It is
    /// given the talk, and what completes when that is over by itself; and is waited for no longer once the talk is left.
    /// </summary>
    public Func<ITalk, Task, Task> EndInput { get; init; } = (talk, _) => talk.EndInputAsync(CancellationToken.None).AsTask();

    /// <summary>Is told of each line that came and of each that was taken to be sent, a secret in the latter
    /// replaced; valid until it returns. Two threads call it, one for each direction.</summary>
    public Action<LineDirection, ReadOnlyMemory<byte>>? Record { get; init; }
}
