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
        Render(lines, said.User, SpeechTarget.Of(said.Channel, said.To), said.Speech, kind);

    public static void Render(EventLines lines, Event.Told told, IrcKind kind) =>
        Render(lines, told.User, SpeechTarget.Of(told.Target.Nick), told.Speech, kind);

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

    /// <summary>What stands before and behind a text on the wire.</summary>
    public static (string Before, string Behind) FrameOf(TextKind form) => form switch
    {
        TextKind.Action => ("\u0001ACTION ", "\u0001"),
        TextKind.Ctcp => ("\u0001", "\u0001"),
        _ => (string.Empty, string.Empty),
    };

    /// <summary>Bytes of a text on the wire.</summary>
    public static int LengthOf(TextKind form, Text text) => text.Length + LengthOfFrame(form);

    public static string VerbOf(SpeechKind kind) => kind switch
    {
        SpeechKind.Message => "PRIVMSG",
        SpeechKind.Notice => "NOTICE",
        _ => "TAGMSG",
    };

    private static void Render(EventLines lines, Identity user, SpeechTarget target, Speech speech, IrcKind kind)
    {
        var verb = VerbOf(speech.Kind);
        var room = RoomFor(user, verb, target);
        if (speech.Kind == SpeechKind.Tags)
        {
            // What is of the moment alone is not synced to the device: after a loss of power its number may be another's.
            lines.Add(user, $":{user} TAGMSG {target}", speech.ClientTags, hasId: !speech.IsTransient);
        }
        else if (speech.More.IsEmpty)
        {
            var roomForText = room - LengthOfFrame(speech.Form);
            if (speech.Text.Length <= roomForText)
            {
                AddPiece(lines, user, target, speech, speech.Text);
            }
            else
            {
                foreach (var piece in PiecesOf(speech.Text, roomForText))
                {
                    AddPiece(lines, user, target, speech, piece);
                }
            }
        }
        else if ((kind & IrcKind.First) != 0)
        {
            MultilineLines.Render(lines, user, target, speech, room, lines.BatchReference);
        }
        else
        {
            MultilineLines.RenderSingly(lines, user, target, speech, room);
        }
    }

    private static void AddPiece(EventLines lines, Identity user, SpeechTarget target, Speech speech, Text piece)
    {
        var (before, behind) = FrameOf(speech.Form);
        lines.Add(user, $":{user} {VerbOf(speech.Kind)} {target} :{before}{piece}{behind}", speech.ClientTags);
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

    private static int LengthOfFrame(TextKind form)
    {
        var (before, behind) = FrameOf(form);
        return before.Length + behind.Length;
    }

    private static int RoomFor(Identity user, string verb, SpeechTarget target) =>
        IrcLimits.MaxBodyBytes - ":   :".Length - user.Source.Length - verb.Length - target.Length;
}
