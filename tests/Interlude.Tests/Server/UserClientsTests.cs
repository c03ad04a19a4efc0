using FsCheck;
using FsCheck.Fluent;
using Interlude.Server;
using Interlude.Server.Dialects.Irc;
using Interlude.World;

namespace Interlude.Tests.Server;

public class UserClientsTests
{
    private readonly ChatServer _server = new(
        new ServerOptions { Incarnation = new Incarnation(new NodeId(1), 1), Policy = new WorldPolicy() }, new ChatWorld());

    [Fact]
    public void It_is_what_a_list_for_each_user_would_be() => Prop.ForAll<List<(byte User, bool Comes)>>(steps =>
    {
        var clients = new UserClients();
        var model = new Dictionary<int, List<IrcClient>>();
        var number = 0L;
        foreach (var (chosen, comes) in steps)
        {
            var user = chosen % 3;
            var list = model.TryGetValue(user, out var known) ? known : model[user] = [];
            if (comes)
            {
                var client = ClientOf(++number, user);
                clients.Add(client, client.User!.Id);
                list.Add(client);
            }
            else if (list.Count > 0)
            {
                var leaves = list[chosen % list.Count];
                clients.Remove(leaves);
                clients.Remove(leaves);   // who is not there is not removed
                list.Remove(leaves);
            }
        }

        return clients.Count == model.Values.Sum(list => list.Count)
            && model.All(user => Of(clients, user.Key).SequenceEqual(user.Value));
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<Interlude.Server.Client> Of(UserClients clients, int user)
    {
        for (var client = clients.FirstOf(new UserId(user + 1)); client is not null; client = client.NextOfUser)
        {
            yield return client;
        }
    }

    private IrcClient ClientOf(long number, int user)
    {
        SourceWord.TryCreate("u"u8, out var word);
        return new IrcClient(_server, new ClientId(number), new SessionId(new Incarnation(new NodeId(1), 1), number), new Peer("a", IsExempt: true), new FloodCredit(1, 1), new CommonReplies())
        {
            User = new Identity(new UserId(user + 1), Names.Nick("ana"), word!, word!),
        };
    }
}
