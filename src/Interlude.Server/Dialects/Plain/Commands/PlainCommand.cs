using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

/// <summary>
/// A command of the plain dialect: <c>/name arguments</c>. The name is matched in any ASCII case; the arguments are
/// what follows it without the spaces around.
/// </summary>
/// <param name="name">Without the slash.</param>
/// <param name="usage">Its arguments, as /help shows them.</param>
/// <param name="help">What it does, in a few words that follow the usage in a sentence.</param>
internal abstract class PlainCommand(string name, string usage, string help)
{
    // Bytes of a name typed for a command: a longer one is no mistyped command, and is not repeated.
    private const int MostShown = 40;

    // What people of IRC type and what is done there only.
    private static readonly ImmutableArray<string> OfIrc =
    [
        "mode", "ban", "unban", "mute", "unmute", "quiet", "voice", "devoice", "deop", "halfop", "dehalfop", "kickban",
        "oper", "notice", "ctcp", "rehash", "kill", "wallops", "samode", "knock", "monitor",
    ];

    /// <summary>All of them, in the order of /help.</summary>
    public static ImmutableArray<PlainCommand> All { get; } =
    [
        new HelpCommand(), new JoinCommand(), new PartCommand(), new WhoCommand(), new ListCommand(),
        new MsgCommand(), new MeCommand(), new HistoryCommand(), new TopicCommand(), new NickCommand(), new AwayCommand(),
        new InviteCommand(), new KickCommand(), new OpCommand(), new LockCommand(), new UnlockCommand(),
        new RegisterCommand(), new LoginCommand(), new LogoutCommand(), new PasswordCommand(), new AlwaysOnCommand(),
        new PingCommand(), new QuitCommand(),
    ];

    public string Name => name;

    public string Usage => usage.Length == 0 ? $"/{name}" : $"/{name} {usage}";

    public string Help => help;

    /// <summary>What people type for it by habits from elsewhere. It is told to them, so that there is one name to learn.</summary>
    public virtual ImmutableArray<string> Habits => [];

    /// <summary>Whether it can be given before one has a name.</summary>
    public virtual bool NeedsName => true;

    /// <summary>Whether its arguments are one word at most.</summary>
    public virtual bool TakesOneWord => false;

    /// <summary>Runs the command that a line names, or says what the line may have meant.</summary>
    /// <param name="client">Who typed it.</param>
    /// <param name="line">The line without its slash.</param>
    public static void RunLine(PlainClient client, ReadOnlySpan<byte> line)
    {
        var (typed, arguments) = PlainWords.Split(line);
        if (Find(typed) is { } command)
        {
            command.RunChecked(client, PlainWords.Trim(arguments));
        }
        else
        {
            SayUnknown(client, typed);
        }
    }

    /// <summary>The same for somebody who has no name yet.</summary>
    public static void RunBeforeName(PlainClient client, ReadOnlySpan<byte> line)
    {
        var (typed, arguments) = PlainWords.Split(line);
        if (Find(typed) is { NeedsName: false } command)
        {
            command.RunChecked(client, PlainWords.Trim(arguments));
        }
        else
        {
            client.Say($"* Please type a name first, and commands after that.");
        }
    }

    /// <param name="client">Who typed it.</param>
    /// <param name="arguments">What follows the name, trimmed. Valid UTF-8 without NUL, CR, LF.</param>
    public abstract void Run(PlainClient client, ReadOnlySpan<byte> arguments);

    protected void SayTooMany(PlainClient client) => client.Say($"* That is a word too many: {Usage} {Help}.");

    private void RunChecked(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (TakesOneWord && !PlainWords.Split(arguments).Rest.IsEmpty)
        {
            SayTooMany(client);
        }
        else
        {
            Run(client, Harmless.ShowsNothing(arguments) ? [] : arguments);
        }
    }

    protected static PlainCommand? Find(ReadOnlySpan<byte> typed)
    {
        foreach (var command in All)
        {
            if (Ascii.EqualsIgnoreCase(typed, command.Name))
            {
                return command;
            }
        }

        return null;
    }

    /// <summary>Says that there is no such command, and which one may have been meant.</summary>
    protected static void SayUnknown(PlainClient client, ReadOnlySpan<byte> typed)
    {
        if (typed.Length > MostShown)
        {
            client.Say($"* There is no such command. Type /help for the list, or // to say something that begins with a slash.");
        }
        else if (IsOfIrc(typed))
        {
            client.Say($"* There is no command /{Texts.From(typed)} here: an IRC client has it, and meets the same people. Type /help for the list.");
        }
        else if (Suggestion.For(typed, All) is { } meant)
        {
            client.Say($"* There is no command /{Texts.From(typed)}. Did you mean {meant.Usage}? Type /help for the list.");
        }
        else
        {
            client.Say($"* There is no command /{Texts.From(typed)}. Type /help for the list, or // to say something that begins with a slash.");
        }
    }

    private static bool IsOfIrc(ReadOnlySpan<byte> typed)
    {
        foreach (var name in OfIrc)
        {
            if (Ascii.EqualsIgnoreCase(typed, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a name, or tells the client what is wrong with it.</summary>
    protected static bool TryReadNick(PlainClient client, ReadOnlySpan<byte> word, out Nick nick)
    {
        if (Nick.TryCreate(word, out var read, out var fault))
        {
            nick = read;
            return true;
        }

        nick = null!;
        if (Nick.TryCreate(word.TrimStart("@"u8).TrimEnd(":,"u8), out var meant, out _))
        {
            client.Say($"* {PlainNames.Explain(fault)} Did you mean {meant}?");
        }
        else
        {
            client.Say($"* {PlainNames.Explain(fault)}");
        }

        return false;
    }

    /// <summary>Reads a channel's name, or tells the client what is wrong with it.</summary>
    protected static bool TryReadChannel(PlainClient client, ReadOnlySpan<byte> word, out ChannelName channel)
    {
        if (ChannelName.TryCreate(word, out var read, out var fault))
        {
            channel = read;
            return true;
        }

        channel = null!;
        if (word.StartsWith("#"u8))
        {
            client.Say($"* {PlainNames.ExplainChannel(fault)}");
        }
        else if (TryReadWithoutHash(word, out var meant))
        {
            client.Say($"* A channel's name begins with #. Did you mean {meant}?");
        }
        else
        {
            client.Say($"* A channel's name begins with #, and has no spaces in it.");
        }

        return false;
    }

    /// <summary>Reads a channel's name that was typed without its beginning.</summary>
    protected static bool TryReadWithoutHash(ReadOnlySpan<byte> word, [NotNullWhen(true)] out ChannelName? channel)
    {
        channel = null;
        return word.Length < ChannelName.MaxBytes && ChannelName.TryCreate([(byte)'#', .. word], out channel, out _);
    }

    /// <summary>Reads a channel's name, for which nothing stands for the channel in which the client talks.</summary>
    protected static bool TryReadChannelOrCurrent(PlainClient client, ReadOnlySpan<byte> word, out ChannelName channel) =>
        word.IsEmpty ? TryGetCurrent(client, out channel) : TryReadChannel(client, word, out channel);

    /// <summary>The channel's name as others know it, which may be spelled in another way.</summary>
    protected static ChannelName Known(PlainClient client, ChannelName channel) => client.View.Find(channel)?.Name ?? channel;

    /// <summary>Says how the command is used; for when its arguments are not enough.</summary>
    protected void SayUsage(PlainClient client) => client.Say($"* Something is missing: {Usage} {Help}.");

    /// <summary>The channel in which the client talks, or tells it that there is none.</summary>
    protected static bool TryGetCurrent(PlainClient client, out ChannelName channel)
    {
        channel = client.Current!;
        if (channel is null)
        {
            client.Say($"* You are talking in no channel. Type /join and a channel first.");
        }

        return channel is not null;
    }
}
