namespace Interlude.Client.Editing;

/// <summary>The keys that a terminal can tell apart.</summary>
internal enum KeyName
{
    /// <summary>One that types what <see cref="Key.Text"/> says.</summary>
    Text,

    /// <summary>Text that was pasted in one piece (bracketed paste), its lines ended by LF.</summary>
    Paste,

    Enter,
    Tab,
    Backspace,
    Delete,
    Insert,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,

    /// <summary>Some key that the terminal names in a way which is not known here: it types nothing.</summary>
    Unknown,
}
