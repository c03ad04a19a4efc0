using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>What people say, as plain clients read it.</summary>
internal static class SpeechWording
{
    public static IEnumerable<string> Said(Happening what)
    {
        var to = what.Ranks switch
        {
            Ranks.None => what.ActorNick,
            Ranks.Voice => $"{what.ActorNick} to people with a voice",
            Ranks.HalfOperator => $"{what.ActorNick} to half-operators",
            Ranks.Operator => $"{what.ActorNick} to operators",
            Ranks.Admin => $"{what.ActorNick} to admins",
            _ => $"{what.ActorNick} to owners",
        };
        var head = what.Speech!.Kind == SpeechKind.Notice ? $"-{to}-"
            : what.Speech.Form == TextKind.Action ? $"* <{to}>"
            : $"<{to}>";
        return Lines(what.Speech).Select(line => $"{head} {Fragments.Show(line)}");
    }

    public static IEnumerable<string> Told(Happening what, bool isTarget)
    {
        var (arrow, other) = isTarget ? ("<-", what.ActorNick) : ("->", what.TargetNick);
        var head = what.Speech!.Kind == SpeechKind.Notice ? $"{arrow} -{other}-"
            : what.Speech.Form == TextKind.Action ? $"{arrow} * {other}:"
            : $"{arrow} {other}:";
        var lines = Lines(what.Speech).Select(line => $"{head} {Fragments.Show(line)}");
        return what.Away.Length == 0 || isTarget ? lines : lines.Append($"* {what.TargetNick} is away: {Fragments.Show(what.Away)}");
    }

    // What was cut is whole again; what is blank is not shown.
    private static List<string> Lines(Speech speech)
    {
        var lines = new List<string> { speech.Text.ToString() };
        foreach (var (text, goesOn) in speech.More)
        {
            if (goesOn)
            {
                lines[^1] += text.ToString();
            }
            else
            {
                lines.Add(text.ToString());
            }
        }

        return speech.More.IsEmpty ? lines : [.. lines.Where(line => line.Length > 0)];
    }
}
