namespace Interlude.Client.Editing;

/// <summary>What keys mean for a while.</summary>
internal abstract class EditorMode
{
    public abstract EditorView View { get; }

    public abstract EditorOutcome Press(Key key);
}
