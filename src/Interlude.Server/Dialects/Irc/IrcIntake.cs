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
        if (IsTooLong(line))
        {
            client.ReceiveTooLong();
            return;
        }

        if (!IrcMessage.TryParse(line, out var message))
        {
            return;   // an empty line is nothing, and means that somebody is there
        }

        if (client.Has(Caps.LabeledResponse) && client.Has(Caps.Batch)
            && message.Tags.TryGet("label"u8, out var label) && label.Length is > 0 and <= MaxLabelBytes)
        {
            client.BeginScope(label);
        }

        if (!Utf8.IsValid(line))
        {
            client.Fail($"{VerbOf(message)} INVALID_UTF8 :Message rejected, it is not UTF-8");
        }
        else if (line.ContainsAny((byte)0, (byte)'\r', (byte)'\n'))
        {
            client.Fail($"{VerbOf(message)} INVALID_MESSAGE :Message rejected, it holds a NUL, a CR or an LF");
        }
        else if (!client.Multiline.TryTake(message))
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
    private static bool IsTooLong(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] != (byte)'@')
        {
            return line.Length > IrcLimits.MaxBodyBytes;
        }

        var end = line.IndexOf((byte)' ');
        var tags = end < 0 ? line.Length - 1 : end - 1;
        return tags > IrcLimits.MaxTagBytes || (end >= 0 && line.Length - end - 1 > IrcLimits.MaxBodyBytes);
    }

    private static Word VerbOf(scoped in IrcMessage message) => new(message.Verb);
}
