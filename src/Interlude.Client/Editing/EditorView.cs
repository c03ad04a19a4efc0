namespace Interlude.Client.Editing;

/// <summary>What is to be seen of the editor.</summary>
/// <param name="Prompt">Stands before the line.</param>
/// <param name="Line">The line and its cursor.</param>
/// <param name="Notice">A word to the person behind it all; empty for none.</param>
internal readonly record struct EditorView(string Prompt, EditedLine Line, string Notice);
