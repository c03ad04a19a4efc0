using Interlude.World;

namespace Interlude.Simulation.Irc;

/// <summary>What a message says, without how: verb, source, and what is in it.</summary>
internal static class IrcEssence
{
    /// <summary>None for what is no event: numerics, and what is about the connection. Several for several changes of modes.</summary>
    public static IEnumerable<string> Of(SeenLine line, Dictionary<string, string> batches)
    {
        switch (line.Verb)
        {
            case "PRIVMSG" or "NOTICE" when IsOfService(line):
                return [];
            case "PRIVMSG" or "NOTICE" or "TAGMSG" when line.IsOfUser:
                return [OfSpeech(line, batches)];
            case "BATCH" when line[0][0] == '+' && line[1] == "draft/multiline":
                return [$"BATCH {line.Source} {line[2]}{Tags(ClientTagsOf(line))}"];
            case "MODE" when line[0].StartsWith('#'):
                return IrcLetters.Changes(line.Parameters).Select(change => $"MODE {line.Source} {line[0]} {change.Text}");
            case "PART" or "KICK" or "QUIT" or "NICK" or "TOPIC" or "JOIN" or "AWAY" or "ACCOUNT" or "SETNAME" or "CHGHOST" or "INVITE" or "RENAME":
                var reason = line.Verb is "PART" && line.Parameters.Count < 2 ? " " : string.Empty;
                return [$"{line.Verb} {line.Source} {string.Join(' ', line.Parameters)}{reason}"];
            case "710":
                return [$"KNOCK {line[1]} {line[2]}"];
            case "711":
                return [$"KNOCKED {line[1]}"];
            default:
                return [];
        }
    }

    public static void AddSpeech(Queue<string> due, string source, string target, Speech speech, bool takesBatches, bool takesTags)
    {
        var verb = speech.Kind switch
        {
            SpeechKind.Message => "PRIVMSG",
            SpeechKind.Notice => "NOTICE",
            _ => "TAGMSG",
        };
        var tags = takesTags ? speech.ClientTags.ToString() : string.Empty;
        if (speech.Kind == SpeechKind.Tags)
        {
            due.Enqueue($"TAGMSG {source} {target} {Tags(tags)}");
        }
        else if (speech.More.IsEmpty)
        {
            due.Enqueue($"{verb} {source} {target} {Text(speech)}{Tags(tags)}");
        }
        else if (takesBatches)
        {
            due.Enqueue($"BATCH {source} {target}{Tags(tags)}");
            due.Enqueue($"{verb} {source} {target} {speech.Text} (in a batch)");
            foreach (var (text, goesOn) in speech.More)
            {
                due.Enqueue($"{verb} {source} {target} {text} (in a batch{(goesOn ? ", going on" : string.Empty)})");
            }
        }
        else
        {
            foreach (var text in new[] { speech.Text }.Concat(speech.More.Select(line => line.Text)).Where(text => text.Length > 0))
            {
                due.Enqueue($"{verb} {source} {target} {text}{Tags(tags)}");
            }
        }
    }

    // What it says, and what is said to it and comes back as an echo, is between the two.
    private static bool IsOfService(SeenLine line) =>
        line.Source.Split('!')[0] is "NickServ" or "ChanServ" or "*playback" || line[0] is "NickServ" or "ChanServ" or "*playback";

    private static string OfSpeech(SeenLine line, Dictionary<string, string> batches)
    {
        var isInBatch = line.Tag("batch") is { } reference && batches[reference] == "draft/multiline";
        var end = isInBatch ? $" (in a batch{(line.Tag("draft/multiline-concat") is null ? string.Empty : ", going on")})" : Tags(ClientTagsOf(line));
        return $"{line.Verb} {line.Source} {line[0]} {line[1]}{end}";
    }

    private static string Text(Speech speech) => speech.Form switch
    {
        TextKind.Action => $"\u0001ACTION {speech.Text}\u0001",
        TextKind.Ctcp => $"\u0001{speech.Text}\u0001",
        _ => speech.Text.ToString(),
    };

    private static string ClientTagsOf(SeenLine line) => string.Join(';', line.Tags.Where(tag => tag.Key[0] == '+')
        .Select(tag => tag.Value.Length == 0 ? tag.Key : $"{tag.Key}={tag.Value}"));

    private static string Tags(string tags) => tags.Length == 0 ? string.Empty : $" (with {tags})";
}
