namespace Interlude.Client.Editing;

/// <summary>What came of a key.</summary>
/// <param name="Deed">What is to be done.</param>
/// <param name="Lines">What is to be sent, without line ends; of no other deed.</param>
internal readonly record struct EditorOutcome(EditorDeed Deed, IReadOnlyList<string> Lines)
{
    public static EditorOutcome Draw => Of(EditorDeed.Draw);

    public static EditorOutcome Ring => Of(EditorDeed.Ring);

    public static EditorOutcome Of(EditorDeed deed) => new(deed, []);

    public static EditorOutcome Send(params IReadOnlyList<string> lines) => new(EditorDeed.Send, lines);
}
