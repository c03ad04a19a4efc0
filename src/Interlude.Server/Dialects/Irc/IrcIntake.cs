using System.Text.Unicode;
using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Commands;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Takes a line to the command that it names: sizes first, then the form, then who may.</summary>
internal static class IrcIntake
{
    private const int MaxLabelBytes = 64;

    public static void Receive(IrcClient client, ReadOnlySpan<byte> line)
    {
        var (tags, body) = Measure(line);
        if (tags > IrcLimits.MaxTagBytes)
        {
            client.ReceiveTooLong();
            return;
        }

        if (!IrcMessage.TryParse(line, out var message))
        {
            return;   // an empty line is nothing, and means that somebody is there
        }

        if (client.Has(Caps.LabeledResponse) && client.Has(Caps.Batch)
            && message.Tags.TryGet("label"u8, out var label) && IsLabel(label))
        {
            client.BeginScope(label);
        }

        if (body > IrcLimits.MaxBodyBytes)
        {
            client.ReceiveTooLong();
        }
        else if (!Utf8.IsValid(line))
        {
            client.Fail($"{VerbOf(message)} INVALID_UTF8 :Message rejected, it is not UTF-8");
            client.Multiline.BreakIfOf(message);
        }
        else if (line.ContainsAny((byte)0, (byte)'\r', (byte)'\n'))
        {
            client.Fail($"{VerbOf(message)} INVALID_MESSAGE :Message rejected, it holds a NUL, a CR or an LF");
            client.Multiline.BreakIfOf(message);
        }
        else if (message.Tags.IsEmpty || !client.Multiline.TryTake(message))   // by its tags it belongs to a batch
        {
            Run(client, message);
        }
    }

    private static void Run(IrcClient client, scoped in IrcMessage message)
    {
        var command = IrcCommand.Find(message.Verb);
        if (!client.IsRegistered && command?.WorksBefore(client) != true)
        {
            client.Reply(Numeric.ERR_NOTREGISTERED, $":You have not registered");
        }
        else if (command is null)
        {
            client.Reply(Numeric.ERR_UNKNOWNCOMMAND, $"{new Word(message.Verb)} :Unknown command");
        }
        else if (message.Count < command.LeastParameters)
        {
            command.TellOfMissing(client);
        }
        else
        {
            command.Run(client, message);
        }
    }

    // message-tags, "Size limit": '@', 4,094 bytes and a space; then 512 with CR LF.
    private static (int Tags, int Body) Measure(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] != (byte)'@')
        {
            return (0, line.Length);
        }

        var end = line.IndexOf((byte)' ');
        return end < 0 ? (line.Length - 1, 0) : (end - 1, line.Length - end - 1);
    }

    // It is repeated as it came, so it must not be what makes the line a bad one.
    private static bool IsLabel(ReadOnlySpan<byte> label) =>
        label.Length is > 0 and <= MaxLabelBytes && Utf8.IsValid(label) && !label.ContainsAny((byte)0, (byte)'\r', (byte)'\n');

    private static Word VerbOf(scoped in IrcMessage message) => new(message.Verb);
}
