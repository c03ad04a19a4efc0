using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Renders what was said in several lines. https://ircv3.net/specs/extensions/multiline</summary>
internal static class MultilineLines
{
    /// <summary>As a batch, cut as it came, and once more where that leaves no room; the tags of the whole stand on its beginning.</summary>
    public static void Render(EventLines lines, Identity user, SpeechTarget target, Speech speech, int room, string reference)
    {
        var verb = IrcSpeech.VerbOf(speech.Kind);
        lines.Add(user, $":{user} BATCH +{reference} draft/multiline {target}", speech.ClientTags);
        foreach (var line in (IEnumerable<SpeechLine>)[new(speech.Text, GoesOn: false), .. speech.More])
        {
            var goesOn = line.GoesOn;
            foreach (var piece in IrcSpeech.PiecesOf(line.Text, room))
            {
                lines.AddInBatch($":{user} {verb} {target} :{piece}", reference, goesOn);
                goesOn = true;
            }
        }

        lines.AddAside($":{user} BATCH -{reference}");
    }

    /// <summary>
    /// One after the other, without the blank ones. What clients tell each other stands on every line, the id on the first:
    /// where the document leaves it open, that is how we do it.
    /// </summary>
    public static void RenderSingly(EventLines lines, Identity user, SpeechTarget target, Speech speech, int room)
    {
        var verb = IrcSpeech.VerbOf(speech.Kind);
        foreach (var piece in speech.More.Select(line => line.Text).Prepend(speech.Text).SelectMany(text => IrcSpeech.PiecesOf(text, room)))
        {
            if (piece.Length > 0)
            {
                lines.Add(user, $":{user} {verb} {target} :{piece}", speech.ClientTags);
            }
        }
    }
}
