using System.Text;
using Interlude.Load.Patterns;
using Interlude.Load.Wire;

namespace Interlude.Load.Driving;

/// <summary>Renames, parts and joins among the talk: each at every hundredth message of a sender.</summary>
internal sealed class Changes(Pattern pattern, Crowd crowd)
{
    private const int Every = 100;

    /// <summary>How many have been asked for.</summary>
    public int Count { get; private set; }

    /// <summary>Looks whether a change is due after a message.</summary>
    public void After(LoadClient sender)
    {
        if (!pattern.Changes)
        {
            return;
        }

        if (sender.Sent % Every == Every / 2)
        {
            // To another name of its own and back.
            var other = sender.Nick.EndsWith('x') ? sender.Nick[..^1] : sender.Nick + "x";
            sender.Put(Encoding.ASCII.GetBytes($"NICK {other}\r\n"));
            sender.Nick = other;
            Count++;
        }
        else if (sender.Sent % Every == 0)
        {
            Pass(crowd[pattern.Clients - (2 * pattern.Groups) + pattern.GroupOf(sender.Index)]);
        }
    }

    // Who has not heard yet that the last step was done waits for the next time.
    private void Pass(LoadClient passing)
    {
        if (passing.Stage == ClientStage.Joined)
        {
            passing.Stage = ClientStage.Parting;
            passing.Put(Encoding.ASCII.GetBytes($"PART #b{pattern.GroupOf(passing.Index)}\r\n"));
            passing.Flush();
            Count++;
        }
        else if (passing.Stage == ClientStage.Parted)
        {
            crowd.Join(passing.Index);
            Count++;
        }
    }
}
