using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>
/// A familiar face on what the server does itself: people talk to it by its nick or its verbs, and it answers with notices. It
/// is no user, stands in no list, and nothing that is said to it is recorded.
/// </summary>
/// <param name="name">Its nick, which nobody can take: <see cref="ChatWorld.IsService"/>.</param>
/// <param name="purpose">What it is for, in a sentence.</param>
internal abstract class Service(string name, string purpose)
{
    private readonly string _key = Nick.TryCreate(Encoding.ASCII.GetBytes(name), out var nick, out _)
        ? nick.Key
        : throw new ArgumentException($"{name} is no nick.", nameof(name));

    /// <summary>All there are.</summary>
    public static ImmutableArray<Service> All { get; } = [new NickServ(), new ChanServ()];

    public string Name => name;

    /// <summary>What it can be told, in the order of HELP.</summary>
    public abstract ImmutableArray<ServiceCommand> Commands { get; }

    /// <summary>The service of that nick, in any case; null: there is none.</summary>
    public static Service? Find(Nick nick)
    {
        foreach (var service in All)
        {
            if (string.Equals(nick.Key, service._key, StringComparison.Ordinal))
            {
                return service;
            }
        }

        return null;
    }

    /// <summary>Does what it is told, or says why not.</summary>
    /// <param name="client">Who talks to it: a user.</param>
    /// <param name="text">What was said. UTF-8 without NUL, CR, LF.</param>
    public void Receive(IrcClient client, ReadOnlySpan<byte> text)
    {
        var words = new ServiceWords(text);
        if (words.Count == 0 || Ascii.EqualsIgnoreCase(words[0], "HELP"u8))
        {
            Help(client, words);
        }
        else if (FindCommand(words[0]) is not { } command)
        {
            Say(client, $"There is no such command. Say HELP for a list.");
        }
        else if (words.Count - 1 < command.LeastWords)
        {
            Say(client, $"Something is missing: {command.Usage}");
        }
        else if (command.NeedsAccount && client.User!.Account is null)
        {
            Say(client, $"You are not logged in. Say IDENTIFY and your password to NickServ first.");
        }
        else if (command.Power != OperatorPowers.None && (client.View.Powers & command.Power) == 0)
        {
            Say(client, $"Only a server operator with the power can do that.");
        }
        else
        {
            command.Run(this, client, words);
        }
    }

    /// <summary>Says something to the client, as an answer.</summary>
    public void Say(IrcClient client, IrcLine text) =>
        client.Reply($":{name}!{name}@{client.ServerName} NOTICE {client.Target} :{text}");

    private ServiceCommand? FindCommand(ReadOnlySpan<byte> word)
    {
        foreach (var command in Commands)
        {
            if (Ascii.EqualsIgnoreCase(word, command.Name) || command.HasAlias(word))
            {
                return command;
            }
        }

        return null;
    }

    private void Help(IrcClient client, ServiceWords words)
    {
        if (words.Count > 1 && FindCommand(words[1]) is { } about)
        {
            Say(client, $"{about.Usage}: {about.Help}.");
            return;
        }

        Say(client, $"{name} {purpose}. What it can be told:");
        foreach (var command in Commands.Where(each => each.Power == OperatorPowers.None || (client.View.Powers & each.Power) != 0))
        {
            Say(client, $"{command.Usage}: {command.Help}.");
        }
    }
}
