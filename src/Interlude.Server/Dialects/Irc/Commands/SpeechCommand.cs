using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Services;
using Interlude.World;
using Interlude.World.Unicode;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>PRIVMSG, NOTICE and TAGMSG: a text, or tags alone, for users and channels.</summary>
internal abstract class SpeechCommand(string verb, string usage, string help, SpeechKind kind) : IrcCommand(verb, usage, help)
{
    private static ReadOnlySpan<byte> ActionStart => "\u0001ACTION "u8;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var isTags = kind == SpeechKind.Tags;
        var text = isTags ? [] : At(message, 1);
        var named = At(message, 0);
        var targets = named.Contains((byte)',') ? Split(named) : null;   // null: it is one name, or none
        if (named.IsEmpty || targets is [])
        {
            if (isTags)
            {
                TellOfMissing(client);
            }
            else
            {
                Tell(client, Numeric.ERR_NORECIPIENT, $":No recipient given ({Verb})");
            }
        }
        else if (text.IsEmpty && !isTags)
        {
            Tell(client, Numeric.ERR_NOTEXTTOSEND, $":No text to send");
        }
        else if (targets?.Count > client.Limits.MaxMessageTargets)
        {
            Tell(client, Numeric.ERR_TOOMANYTARGETS, $"{new Word(named)} :Too many targets; {client.Limits.MaxMessageTargets} are allowed");
        }
        else
        {
            var speech = From(kind, text, client.Has(Caps.MessageTags) ? ClientTags.From(message.Tags) : Text.Empty);
            speech = isTags ? speech with { IsTransient = !ClientTags.AreKept(message.Tags) } : speech;
            if (targets is null)
            {
                SayIfFits(client, named, speech);
            }
            else
            {
                SayToEach(client, targets, speech);
            }
        }
    }

    // Who is named twice is told once.
    private static void SayToEach(IrcClient client, List<byte[]> targets, Speech speech)
    {
        foreach (var target in targets.DistinctBy(target => Fold.Of(System.Text.Encoding.UTF8.GetString(target)), StringComparer.Ordinal))
        {
            SayIfFits(client, target, speech);
        }
    }

    /// <summary>Says something to a target as it was written: a nick, a channel, a channel's members of a rank.</summary>
    public static void Say(IrcClient client, ReadOnlySpan<byte> target, Speech speech)
    {
        if (Playback.IsMeant(client, target) && speech.Kind == SpeechKind.Message)
        {
            Playback.Receive(client, speech.Text.Utf8.Span);
            return;
        }

        var (least, name) = SplitTarget(target);
        if (client.Names.TryReadChannel(name, out var channel))
        {
            client.Wish(new Command.Say(channel, speech, least));
        }
        else if (least == Ranks.None && client.Names.TryReadNick(target, out var nick))
        {
            if (Service.Find(nick) is { } service)
            {
                SayToService(client, service, speech);
                return;
            }

            client.Wish(new Command.Tell(nick, speech));
        }
        else if (speech.Kind != SpeechKind.Notice)
        {
            var isChannel = name.StartsWith("#"u8);
            client.Reply(
                isChannel ? Numeric.ERR_NOSUCHCHANNEL : Numeric.ERR_NOSUCHNICK,
                $"{new Word(target)} :{(isChannel ? "No such channel" : "No such nick/channel")}");
        }
    }

    // It may be a password: it goes nowhere, and into no record.
    private static void SayToService(IrcClient client, Service service, Speech speech)
    {
        if (client.Has(Caps.EchoMessage))
        {
            var (before, behind) = IrcSpeech.FrameOf(speech.Form);
            client.Reply($":{client.User!} {IrcSpeech.VerbOf(speech.Kind)} {service.Name} :{before}{speech.Text}{behind}");
        }

        // "automatic replies MUST NEVER be sent in response to a NOTICE message." RFC 2812, 3.3.2
        if (speech is { Form: TextKind.Plain, Kind: SpeechKind.Message })
        {
            service.Receive(client, speech.Text.Utf8.Span);
        }
    }

    /// <summary>Whether a text can be brought to others whole, with its sender's source in front.</summary>
    public static bool FitsInLine(IrcClient client, SpeechKind kind, ReadOnlySpan<byte> target, int textBytes)
    {
        var room = IrcLimits.MaxBodyBytes - textBytes
            - client.User!.Source.Length - IrcSpeech.VerbOf(kind).Length - ": ".Length - "  :".Length;
        return room > ChannelName.MaxBytes || BytesAsTold(client, target) <= room;
    }

    /// <summary>Whether a text holds formatting codes.</summary>
    public static bool IsFormatted(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAnyInRange((byte)0, (byte)(' ' - 1)) is var index and >= 0)
        {
            if (IrcFormatting.MeasureCode(text[index..]) > 0)
            {
                return true;
            }

            text = text[(index + 1)..];
        }

        return false;
    }

    /// <summary>A message of one line.</summary>
    /// <remarks>CTCP: %x01 verb [ SP text ] [ %x01 ]. ACTION is something done, everything else is between programs.</remarks>
    public static Speech From(SpeechKind kind, ReadOnlySpan<byte> text, Text tags)
    {
        var form = TextKind.Plain;
        var inner = text;
        if (text.StartsWith("\u0001"u8))
        {
            inner = text.TrimEnd((byte)1);
            form = inner.StartsWith(ActionStart) ? TextKind.Action : TextKind.Ctcp;
            inner = inner[(form == TextKind.Action ? ActionStart.Length : Math.Min(1, inner.Length))..];
        }

        return new Speech(kind, form, IrcTexts.From(inner)) { ClientTags = tags, IsFormatted = IsFormatted(inner) };
    }

    // The name of the target may be spelled in another way than its owner does, and longer.
    private static int BytesAsTold(IrcClient client, ReadOnlySpan<byte> target)
    {
        var (least, name) = SplitTarget(target);
        return ChannelName.TryCreate(name, out var channel, out _) ? Known(client, channel).Utf8.Length + (least == Ranks.None ? 0 : 1)
            : Nick.TryCreate(target, out var nick, out _) ? Known(client, nick).Utf8.Length
            : target.Length;
    }

    private static void SayIfFits(IrcClient client, ReadOnlySpan<byte> target, Speech speech)
    {
        // As it will be told: a CTCP that came without its end gets one.
        if (FitsInLine(client, speech.Kind, target, IrcSpeech.LengthOf(speech.Form, speech.Text)))
        {
            Say(client, target, speech);
        }
        else
        {
            client.ReceiveTooLong();
        }
    }

    private static Target SplitTarget(ReadOnlySpan<byte> target)
    {
        var least = Ranks.None;
        var name = target;
        while (!name.IsEmpty && ChannelModes.RankOf(name[0]) is var rank && rank != Ranks.None)
        {
            least = least == Ranks.None || rank < least ? rank : least;
            name = name[1..];
        }

        return new Target(least, name);
    }

    private void Tell(IrcClient client, Numeric numeric, IrcLine parameters)
    {
        if (kind != SpeechKind.Notice)
        {
            client.Reply(numeric, parameters);
        }
    }

    private readonly ref struct Target(Ranks least, ReadOnlySpan<byte> name)
    {
        private readonly ReadOnlySpan<byte> _name = name;

        public void Deconstruct(out Ranks rank, out ReadOnlySpan<byte> channel)
        {
            rank = least;
            channel = _name;
        }
    }
}
