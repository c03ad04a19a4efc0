using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#help-message; HELPOP is its name for clients whose HELP is their own.</summary>
internal sealed class HelpCommand(string verb) : IrcCommand(verb, "[<verb> | CMODES | UMODES]", "explains a verb, or the modes")
{
    private const int VerbsInLine = 8;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var subject = At(message, 0);
        if (subject.IsEmpty)
        {
            Answer(client, subject, "Interlude help", [.. Index(client)]);
        }
        else if (System.Text.Ascii.EqualsIgnoreCase(subject, "CMODES"u8))
        {
            Answer(client, subject, "Modes of channels", [.. ChannelModeLines()]);
        }
        else if (System.Text.Ascii.EqualsIgnoreCase(subject, "UMODES"u8))
        {
            Answer(client, subject, "Modes of users", [.. UserModeLines()]);
        }
        else if (Find(subject) is { } command)
        {
            Answer(client, subject, command.Usage, [$"{command.Verb} {command.Help}."]);
        }
        else
        {
            client.Reply(Numeric.ERR_HELPNOTFOUND, $"{new Word(subject)} :No help available on this topic");
        }
    }

    // One title, an empty line, then the text, whose last line is 706.
    private static void Answer(IrcClient client, ReadOnlySpan<byte> subject, string title, string[] lines)
    {
        client.Reply(Numeric.RPL_HELPSTART, $"{new Word(subject)} :{title}");
        client.Reply(Numeric.RPL_HELPTXT, $"{new Word(subject)} :");
        foreach (var line in lines[..^1])
        {
            client.Reply(Numeric.RPL_HELPTXT, $"{new Word(subject)} :{line}");
        }

        client.Reply(Numeric.RPL_ENDOFHELP, $"{new Word(subject)} :{lines[^1]}");
    }

    private static IEnumerable<string> Index(IrcClient client) =>
        All.Chunk(VerbsInLine).Select(commands => string.Join(' ', commands.Select(command => command.Verb)))
            .Append(HistoryWords.Kept(client.Options, "CHATHISTORY reads it."))
            .Append("HELP and a verb explains it; HELP CMODES and HELP UMODES explain the modes.");

    private static IEnumerable<string> ChannelModeLines() =>
        ChannelModes.Traits.Select(mode => $"{mode.Letter}  {mode.Meaning}")
            .Concat(ChannelModes.Lists.Select(mode => $"{mode.Letter} <mask>  {mode.Meaning}"))
            .Append($"{ChannelModes.Forward} <channel>  where those are sent who cannot join")
            .Append($"{ChannelModes.Key} <key>  what one needs to join")
            .Append($"{ChannelModes.Limit} <number>  the most members")
            .Concat(ChannelModes.Ranks.Select(mode => $"{mode.Letter} <nick>  {mode.Prefix} {mode.Meaning}"));

    private static IEnumerable<string> UserModeLines() =>
        UserModeLetters.All.Select(mode => $"{mode.Letter}  {mode.Meaning}")
            .Append($"{UserModeLetters.Operator}  a server operator; only OPER sets it");
}
