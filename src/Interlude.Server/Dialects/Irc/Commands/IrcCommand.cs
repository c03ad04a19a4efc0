using System.Collections.Frozen;
using System.Collections.Immutable;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>What one verb does. Verbs are matched in any ASCII case.</summary>
/// <param name="verb">The verb, in capitals.</param>
/// <param name="usage">Its parameters, as HELP shows them.</param>
/// <param name="help">What it does, in a sentence.</param>
/// <param name="leastParameters">With fewer, the answer is 461.</param>
internal abstract class IrcCommand(string verb, string usage, string help, int leastParameters = 0)
{
    /// <summary>All of them, in the order of their verbs.</summary>
    public static ImmutableArray<IrcCommand> All { get; } =
    [
        new AdminCommand(),
        new AuthenticateCommand(),
        new AwayCommand(),
        new BatchCommand(),
        new CapCommand(),
        new ChanservCommand("CHANSERV"),
        new ChathistoryCommand(),
        new ChghostCommand(),
        new ChanservCommand("CS"),
        new HelpCommand("HELP"),
        new HelpCommand("HELPOP"),
        new InfoCommand(),
        new InviteCommand(),
        new IsonCommand(),
        new IsupportCommand(),
        new JoinCommand(),
        new KickCommand(),
        new KillCommand(),
        new KnockCommand(),
        new LinksCommand(),
        new ListCommand(),
        new LusersCommand(),
        new MapCommand(),
        new MarkreadCommand(),
        new ModeCommand(),
        new MonitorCommand(),
        new MotdCommand(),
        new NamesCommand(),
        new NickCommand(),
        new NickservCommand("NICKSERV"),
        new NoticeCommand(),
        new NickservCommand("NS"),
        new OperCommand(),
        new PartCommand(),
        new PassCommand(),
        new PingCommand(),
        new PongCommand(),
        new PrivmsgCommand(),
        new ProtoctlCommand(),
        new QuitCommand(),
        new RegisterCommand(),
        new RehashCommand(),
        new RenameCommand(),
        new SamodeCommand(),
        new SetnameCommand(),
        new StatsCommand(),
        new TagmsgCommand(),
        new TimeCommand(),
        new TopicCommand(),
        new UserCommand(),
        new UserhostCommand(),
        new VerifyCommand(),
        new VersionCommand(),
        new WallopsCommand(),
        new WhoCommand(),
        new WhoisCommand(),
        new WhowasCommand(),
        new ZncCommand(),
    ];

    // Behind All, from which it is made.
    private static readonly FrozenDictionary<string, IrcCommand> ByVerb =
        All.ToFrozenDictionary(command => command.Verb, StringComparer.Ordinal);

    public string Verb => verb;

    public string Usage => usage.Length == 0 ? verb : $"{verb} {usage}";

    public string Help => help;

    public int LeastParameters => leastParameters;

    /// <summary>The command of a verb; null: there is none.</summary>
    public static IrcCommand? Find(ReadOnlySpan<byte> verb)
    {
        const int Longest = 16;
        if (verb.Length > Longest)
        {
            return null;
        }

        Span<char> capitals = stackalloc char[Longest];
        for (var index = 0; index < verb.Length; index++)
        {
            capitals[index] = (char)(verb[index] is >= (byte)'a' and <= (byte)'z' ? verb[index] - 32 : verb[index]);
        }

        return ByVerb.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(capitals[..verb.Length], out var command) ? command : null;
    }

    /// <summary>Whether it can be given before the client has registered.</summary>
    public virtual bool WorksBefore(IrcClient client) => false;

    /// <param name="client">Who sent it.</param>
    /// <param name="message">The message: valid UTF-8 without NUL, CR, LF, with as many parameters as the command needs.</param>
    public abstract void Run(IrcClient client, scoped in IrcMessage message);

    /// <summary>Says that parameters are missing.</summary>
    public virtual void TellOfMissing(IrcClient client) =>
        client.Reply(Numeric.ERR_NEEDMOREPARAMS, $"{verb} :Not enough parameters");

    /// <summary>A parameter that may be missing.</summary>
    protected static ReadOnlySpan<byte> At(scoped in IrcMessage message, int index) => index < message.Count ? message[index] : [];

    /// <summary>Reads a nick, or answers that there is nobody of that name.</summary>
    protected static bool TryReadNick(IrcClient client, ReadOnlySpan<byte> word, out Nick nick)
    {
        if (Nick.TryCreate(word, out var read, out _))
        {
            nick = read;
            return true;
        }

        nick = null!;
        client.Reply(Numeric.ERR_NOSUCHNICK, $"{new Word(word)} :No such nick/channel");
        return false;
    }

    /// <summary>Reads a channel's name, or answers that there is no such channel.</summary>
    protected static bool TryReadChannel(IrcClient client, ReadOnlySpan<byte> word, out ChannelName channel)
    {
        if (ChannelName.TryCreate(word, out var read, out _))
        {
            channel = read;
            return true;
        }

        channel = null!;
        client.Reply(Numeric.ERR_NOSUCHCHANNEL, $"{new Word(word)} :No such channel");
        return false;
    }

    /// <summary>Finds a channel, or answers that there is none: to outsiders, a secret one looks so too.</summary>
    protected static bool TryFindChannel(IrcClient client, ReadOnlySpan<byte> word, out ChannelView channel)
    {
        if (ChannelName.TryCreate(word, out var name, out _) && client.View.Find(name) is { } found)
        {
            channel = found;
            return true;
        }

        channel = null!;
        client.Reply(Numeric.ERR_NOSUCHCHANNEL, $"{new Word(word)} :No such channel");
        return false;
    }

    /// <summary>
    /// Answers why the client cannot act on a channel, the first that applies: it knows of none (403), is not on it (442),
    /// has no such rank there (482). For what the world cannot be asked, because something else on the line is no name.
    /// </summary>
    protected static bool MayAct(IrcClient client, ReadOnlySpan<byte> word, Ranks least)
    {
        if (!TryFindChannel(client, word, out var channel))
        {
            return false;
        }

        if (!channel.HasViewer)
        {
            client.Reply(Numeric.ERR_NOTONCHANNEL, $"{channel.Name} :You're not on that channel");
            return false;
        }

        if (!channel.RanksOf(client.User!.Id).AreAtLeast(least))
        {
            client.Reply(Numeric.ERR_CHANOPRIVSNEEDED, $"{channel.Name} :You're not channel operator");
            return false;
        }

        return true;
    }

    /// <summary>Whether others can be told of it in one line (<see cref="LineRoom"/>). If not, it is not done: 417, and nothing is cut.</summary>
    protected static bool CanBeTold(IrcClient client, Text text, int room)
    {
        var fits = text.Length <= room;
        if (!fits)
        {
            client.ReceiveTooLong();
        }

        return fits;
    }

    /// <summary>The channel's name as others know it, which may be spelled in another way.</summary>
    protected static ChannelName Known(IrcClient client, ChannelName channel) => client.View.Find(channel)?.Name ?? channel;

    /// <summary>The nick as others know it, which may be spelled in another way.</summary>
    protected static Nick Known(IrcClient client, Nick nick) => client.View.Find(nick)?.Identity.Nick ?? nick;

    /// <summary>The parts of a list with commas between them, without those that are empty.</summary>
    protected static List<byte[]> Split(ReadOnlySpan<byte> list) => Split(list, (byte)',');

    /// <summary>The same, with blanks between.</summary>
    protected static List<byte[]> SplitWords(ReadOnlySpan<byte> list) => Split(list, (byte)' ');

    private static List<byte[]> Split(ReadOnlySpan<byte> list, byte separator)
    {
        var parts = new List<byte[]>();
        foreach (var range in list.Split(separator))
        {
            if (!list[range].IsEmpty)
            {
                parts.Add(list[range].ToArray());
            }
        }

        return parts;
    }
}
