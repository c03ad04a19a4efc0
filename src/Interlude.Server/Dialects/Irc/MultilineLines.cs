using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Renders what was said in several lines. https://ircv3.net/specs/extensions/multiline</summary>
internal static class MultilineLines
{
    /// <summary>As a batch, cut as it came; the tags of the whole stand on its beginning.</summary>
    public static void Render(EventLines lines, Identity user, IrcLine target, Speech speech, string reference)
    {
        var verb = IrcSpeech.VerbOf(speech.Kind);
        lines.Add(user, $":{user} BATCH +{reference} draft/multiline {target}", speech.ClientTags);
        lines.AddInBatch($":{user} {verb} {target} :{speech.Text}", reference);
        foreach (var line in speech.More)
        {
            lines.AddInBatch($":{user} {verb} {target} :{line.Text}", reference, goesOn: line.GoesOn);
        }

        lines.AddAside($":{user} BATCH -{reference}");
    }

    /// <summary>
    /// One after the other, without the blank ones. What clients tell each other stands on every line, the id on the first:
    /// where the document leaves it open, that is how we do it.
    /// </summary>
    public static void RenderSingly(EventLines lines, Identity user, IrcLine target, Speech speech)
    {
        var verb = IrcSpeech.VerbOf(speech.Kind);
        foreach (var text in (IEnumerable<Text>)[speech.Text, .. speech.More.Select(line => line.Text)])
        {
            if (text.Length == 0)
            {
                continue;
            }

            lines.Add(user, $":{user} {verb} {target} :{text}", speech.ClientTags);
        }
    }
}
