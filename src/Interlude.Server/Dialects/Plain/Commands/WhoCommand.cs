using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class WhoCommand() : PlainCommand("who", "[#CHANNEL | NAME]", "shows who is in a channel, or where somebody is")
{
    public override ImmutableArray<string> Habits => ["names", "users", "whois"];

    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            if (TryGetCurrent(client, out var current))
            {
                ShowChannel(client, current);
            }
        }
        else if (arguments.StartsWith("#"u8))
        {
            if (TryReadChannel(client, arguments, out var channel))
            {
                ShowChannel(client, channel);
            }
        }
        else if (TryReadNick(client, arguments, out var nick))
        {
            ShowUser(client, nick);
        }
    }

    private static void ShowChannel(PlainClient client, ChannelName name)
    {
        if (client.View.Find(name) is not { } channel)
        {
            client.Say($"* There is no channel {name}. Type /list to see which there are.");
            return;
        }

        // The members as they are now: the answer may take a while to read, and is to be of one piece.
        var members = channel.Members.ToList();
        client.Answer(Lines(channel.Name, members));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ChannelName name, List<MemberView> members)
    {
        yield return PlainLine.Of($"* In {name} ({PlainNames.People(members.Count)}):");
        foreach (var member in members)
        {
            var role = new Sentence(member.IsOperator ? ", operator" : string.Empty);
            yield return member.Away.Length == 0
                ? PlainLine.Of($"*   {member.Identity}{role}")
                : PlainLine.Of($"*   {member.Identity}{role}, away: {member.Away}");
        }
    }

    private static void ShowUser(PlainClient client, Nick nick)
    {
        if (client.View.Find(nick) is not { } user)
        {
            if (TryReadWithoutHash(nick.Utf8.Span, out var meant) && client.View.Find(meant) is not null)
            {
                client.Say($"* There is nobody called {nick}. Did you mean {meant}?");
            }
            else
            {
                client.Say($"* There is nobody called {nick}. Type /list for the channels, and /who #CHANNEL for who is in one.");
            }

            return;
        }

        var channels = user.Channels.Count == 0
            ? new Sentence("no channel")
            : PlainNames.List(user.Channels.Select(channel => channel.Value), user.Channels.Count, most: 20);
        if (user.Away.Length == 0)
        {
            client.Say($"* {user.Identity} is in {channels}.");
        }
        else
        {
            client.Say($"* {user.Identity} is in {channels}. Away: {user.Away}");
        }
    }
}
