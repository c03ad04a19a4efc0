using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class JoinCommand() : PlainCommand("join", "#CHANNEL [KEY]", "goes to a channel and talks there")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            SayUsage(client);
            return;
        }

        var (first, rest) = PlainWords.Split(arguments);
        var (key, more) = PlainWords.Split(rest);
        if (!more.IsEmpty)
        {
            SayTooMany(client);
            return;
        }

        if (!TryReadChannel(client, first, out var name))
        {
            return;
        }

        // Who is there already only turns to it: that changes nothing for anybody else.
        if (client.View.Find(name) is { } channel && channel.Has(client.User!.Id))
        {
            client.TalkIn(channel.Name);
            client.Tell(PlainEvents.NowTalking(channel, asOperator: false));
        }
        else
        {
            client.Wish(new Command.Join(name, Texts.From(key)));
        }
    }
}
