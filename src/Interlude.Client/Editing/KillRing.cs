namespace Interlude.Client.Editing;

/// <summary>What was cut, to be put back (Emacs: the kill ring). Pieces cut one after another are one.</summary>
internal sealed class KillRing
{
    private const int MostKept = 60;
    private readonly List<string> _pieces = [];
    private int _shown;

    /// <summary>The piece that was cut last, or chosen by <see cref="Turn"/>; null if nothing was ever cut.</summary>
    public string? Current => _pieces.Count == 0 ? null : _pieces[_shown];

    /// <param name="text">What was cut; nothing, if empty.</param>
    /// <param name="backward">Whether it lay before the cursor, so that it goes in front of what was cut just before.</param>
    /// <param name="goesOn">Whether the step before was a cut too.</param>
    public void Add(string text, bool backward, bool goesOn)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (goesOn && _pieces.Count > 0)
        {
            _pieces[^1] = backward ? text + _pieces[^1] : _pieces[^1] + text;
        }
        else
        {
            _pieces.Add(text);
            if (_pieces.Count > MostKept)
            {
                _pieces.RemoveAt(0);
            }
        }

        _shown = _pieces.Count - 1;
    }

    /// <summary>Goes to the piece cut before the current one, from the first to the last.</summary>
    public void Turn() => _shown = _pieces.Count == 0 ? 0 : (_shown + _pieces.Count - 1) % _pieces.Count;
}
