namespace Interlude.Host.Storage;

/// <summary>Something that does not work for a while: operators are told once when that begins, and once when it is over.</summary>
/// <param name="report">Tells them a sentence.</param>
/// <param name="isOver">What they are told when it works again.</param>
internal sealed class Trouble(Action<string> report, string isOver)
{
    private bool _isOn;

    /// <summary>It has failed.</summary>
    /// <param name="sentences">What, why, and what that means.</param>
    public void Begin(string sentences)
    {
        if (!_isOn)
        {
            _isOn = true;
            report(sentences);
        }
    }

    /// <summary>It has worked.</summary>
    public void End()
    {
        if (_isOn)
        {
            _isOn = false;
            report(isOver);
        }
    }
}
