using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Renders what people say: PRIVMSG, NOTICE, TAGMSG; several lines as a batch, or one after the other.</summary>
/// <remarks>Variants: <see cref="IrcKind.First"/> is a draft/multiline batch.</remarks>
internal static class IrcSpeech
{
    public static IrcKind KindOf(IrcClient client, Speech speech, Reason reason, bool isOrigin, IrcKind kind)
    {
        if ((speech.Kind == SpeechKind.Tags && !client.Has(Caps.MessageTags))
            || (reason == Reason.Self && isOrigin && !client.Has(Caps.EchoMessage)))
        {
            return IrcKind.None;
        }

        return speech.More.IsEmpty || !client.Has(Caps.Multiline) || !client.Has(Caps.Batch) ? kind : kind | IrcKind.First;
    }

    /// <summary>What one says to oneself is echoed as an answer, if one wants it, and comes to one as to anybody.</summary>
    public static IrcKind KindOf(IrcClient client, Event.Told told, Reason reason, bool isOrigin, IrcKind kind) =>
        KindOf(client, told.Speech, reason, isOrigin, kind);

    public static void Render(EventLines lines, Event.Said said, IrcKind kind) =>
        Render(lines, said.User, $"{ChannelModes.PrefixOf(said.To)}{said.Channel}", said.Speech, kind);

    public static void Render(EventLines lines, Event.Told told, IrcKind kind) =>
        Render(lines, told.User, $"{told.Target.Nick}", told.Speech, kind);

    public static void Settle(IrcClient client, Event.Told told, Stamp stamp, Reason reason, bool isOrigin)
    {
        if (reason == Reason.Self && told.User.Id == told.Target.Id && isOrigin)
        {
            var kind = KindOf(client, told.Speech, Reason.Target, isOrigin: false, IrcKind.Any | IrcEvents.OwnTagsOf(client));
            if (kind != IrcKind.None)
            {
                client.SendNow(IrcEvents.Render(client, told, stamp, kind));
            }
        }

        // A notice asks for no answer, not even for this one.
        if (reason == Reason.Self && isOrigin && told.Away.Length > 0 && told.Speech.Kind == SpeechKind.Message)
        {
            client.Reply(Numeric.RPL_AWAY, $"{told.Target.Nick} :{told.Away}");
        }
    }

    /// <summary>The bytes of a text that stand on the wire.</summary>
    public static IrcLine TextOf(TextKind form, Text text) => form switch
    {
        TextKind.Action => $"\u0001ACTION {text}\u0001",
        TextKind.Ctcp => $"\u0001{text}\u0001",
        _ => $"{text}",
    };

    public static string VerbOf(SpeechKind kind) => kind switch
    {
        SpeechKind.Message => "PRIVMSG",
        SpeechKind.Notice => "NOTICE",
        _ => "TAGMSG",
    };

    private static void Render(EventLines lines, Identity user, IrcLine target, Speech speech, IrcKind kind)
    {
        var verb = VerbOf(speech.Kind);
        if (speech.Kind == SpeechKind.Tags)
        {
            // What is of the moment alone is not synced to the device: after a loss of power its number may be another's.
            lines.Add(user, $":{user} TAGMSG {target}", speech.ClientTags, hasId: !speech.IsTransient);
        }
        else if (speech.More.IsEmpty)
        {
            foreach (var piece in PiecesOf(speech.Text, RoomFor(user, verb, target, speech.Form)))
            {
                lines.Add(user, $":{user} {verb} {target} :{TextOf(speech.Form, piece)}", speech.ClientTags);
            }
        }
        else if ((kind & IrcKind.First) != 0)
        {
            MultilineLines.Render(lines, user, target, speech, RoomFor(user, verb, target, TextKind.Plain), lines.BatchReference);
        }
        else
        {
            MultilineLines.RenderSingly(lines, user, target, speech, RoomFor(user, verb, target, TextKind.Plain));
        }
    }

    /// <summary>A text as pieces that fit: a line of another dialect may be longer than one of IRC. It is cut between characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">Bytes for it in a line.</param>
    public static List<Text> PiecesOf(Text text, int room)
    {
        if (text.Length <= room)
        {
            return [text];
        }

        var pieces = new List<Text>();
        for (var rest = text; rest.Length > 0; rest = IrcTexts.From(rest.Utf8.Span[pieces[^1].Length..]))
        {
            pieces.Add(rest.Truncate(room));
        }

        return pieces;
    }

    private static int RoomFor(Identity user, string verb, IrcLine target, TextKind form) =>
        IrcLimits.MaxBodyBytes - ":   :".Length - user.Source.Length - verb.Length - target.Bytes.Length - TextOf(form, Text.Empty).Bytes.Length;
}
