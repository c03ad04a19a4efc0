namespace Interlude.Client.Editing;

/// <summary>One press of a key, or a piece of pasted text.</summary>
/// <param name="Name">Which key.</param>
/// <param name="Text">The characters of <see cref="KeyName.Text"/> and <see cref="KeyName.Paste"/>; one small letter or sign
/// where Control or Alt is held. Empty for all others.</param>
/// <param name="Control">Whether Control was held.</param>
/// <param name="Alt">Whether Alt (Meta) was held, or Escape was pressed before.</param>
/// <param name="Shift">Whether Shift was held; known for keys that are not text only.</param>
internal readonly record struct Key(KeyName Name, string Text = "", bool Control = false, bool Alt = false, bool Shift = false)
{
    public static Key Typed(string text) => new(KeyName.Text, text);

    public static Key Pasted(string text) => new(KeyName.Paste, text);

    public static Key Ctrl(char letter) => new(KeyName.Text, letter.ToString(), Control: true);

    public static Key Meta(char letter) => new(KeyName.Text, letter.ToString(), Alt: true);
}
