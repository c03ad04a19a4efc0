namespace Interlude.Client.Editing;

/// <summary>What a key did, as far as the next key must know.</summary>
internal enum Step
{
    Other,

    /// <summary>It typed text.</summary>
    Typed,

    /// <summary>It cut something, and what is cut next belongs to it.</summary>
    Killed,

    /// <summary>It put something back that was cut, which can be exchanged for what was cut before.</summary>
    Yanked,

    /// <summary>It put in the last word of a line that was sent, which can be exchanged for that of the line before.</summary>
    TookWord,

    /// <summary>It completed a word, and the next word that fits may be asked for.</summary>
    Completed,

    /// <summary>It asked to interrupt, and the next one leaves.</summary>
    Interrupted,
}
