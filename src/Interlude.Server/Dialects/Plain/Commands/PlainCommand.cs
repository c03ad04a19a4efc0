using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

/// <summary>
/// A command of the plain dialect: <c>/name arguments</c>. The name is matched in any ASCII case; the arguments are
/// what follows it without the spaces around.
/// </summary>
/// <param name="name">Without the slash.</param>
/// <param name="usage">Its arguments, as /help shows them.</param>
/// <param name="help">What it does, in a few words.</param>
internal abstract class PlainCommand(string name, string usage, string help)
{
    /// <summary>All of them, in the order of /help.</summary>
    public static ImmutableArray<PlainCommand> All { get; } =
    [
        new HelpCommand(), new JoinCommand(), new PartCommand(), new WhoCommand(), new ListCommand(),
        new MsgCommand(), new MeCommand(), new TopicCommand(), new NickCommand(), new AwayCommand(),
        new InviteCommand(), new KickCommand(), new OpCommand(), new LockCommand(), new UnlockCommand(),
        new PingCommand(), new QuitCommand(),
    ];

    public string Name => name;

    public string Usage => usage.Length == 0 ? $"/{name}" : $"/{name} {usage}";

    public string Help => help;

    /// <summary>Whether it can be given before one has a name.</summary>
    public virtual bool NeedsName => true;

    /// <summary>Runs the command that a line names, or says what the line may have meant.</summary>
    /// <param name="client">Who typed it.</param>
    /// <param name="line">The line without its slash.</param>
    public static void RunLine(PlainClient client, ReadOnlySpan<byte> line)
    {
        var (typed, arguments) = Split(line);
        var name = Encoding.UTF8.GetString(typed);
        if (Find(name) is { } command)
        {
            command.Run(client, arguments.TrimEnd((byte)' '));
        }
        else if (Suggestion.For(name, All.Select(known => known.Name)) is { } meant)
        {
            client.Say($"* There is no command /{name}. Did you mean /{meant}? Type /help for the list.");
        }
        else
        {
            client.Say($"* There is no command /{name}. Type /help for the list, or // to say something that begins with a slash.");
        }
    }

    /// <summary>The same for somebody who has no name yet.</summary>
    public static void RunBeforeName(PlainClient client, ReadOnlySpan<byte> line)
    {
        var (typed, arguments) = Split(line);
        var name = Encoding.UTF8.GetString(typed);
        if (Find(name) is { NeedsName: false } command)
        {
            command.Run(client, arguments.TrimEnd((byte)' '));
        }
        else
        {
            client.Say($"* Please type a name first, and commands after that.");
        }
    }

    /// <param name="client">Who typed it.</param>
    /// <param name="arguments">What follows the name, trimmed. Valid UTF-8 without NUL, CR, LF.</param>
    public abstract void Run(PlainClient client, ReadOnlySpan<byte> arguments);

    public static PlainCommand? Find(string name) =>
        All.FirstOrDefault(command => Ascii.EqualsIgnoreCase(command.Name, name));

    /// <summary>The first word, and the rest without the spaces before it.</summary>
    protected static Words Split(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOf((byte)' ');
        return space < 0 ? new Words(text, []) : new Words(text[..space], text[space..].TrimStart((byte)' '));
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
        client.Say($"* {PlainNames.Explain(fault)}");
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
        var typed = Encoding.UTF8.GetString(word);
        if (word.StartsWith("#"u8))
        {
            client.Say($"* {PlainNames.ExplainChannel(fault)}");
        }
        else
        {
            client.Say($"* {typed} is no channel's name, for those begin with #. Did you mean #{typed}?");
        }

        return false;
    }

    /// <summary>Says how the command is used; for when its arguments are not enough.</summary>
    protected void SayUsage(PlainClient client) => client.Say($"* Type {Usage} – {Help}.");

    /// <summary>The channel in which the client talks, or tells it that there is none.</summary>
    protected static bool TryGetCurrent(PlainClient client, out ChannelName channel)
    {
        channel = client.Current!;
        if (channel is null)
        {
            client.Say($"* You are in no channel. Type /join and a channel first.");
        }

        return channel is not null;
    }

    /// <summary>A word and what follows it.</summary>
    protected readonly ref struct Words(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        public ReadOnlySpan<byte> First { get; } = first;

        public ReadOnlySpan<byte> Rest { get; } = rest;

        public void Deconstruct(out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> rest)
        {
            first = First;
            rest = Rest;
        }
    }
}
