using Interlude.Server;
using Interlude.Server.Dialects.Irc.Commands;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>"A secret channel looks the same to outsiders as none": whatever they ask, the bytes are the same.</summary>
public class SecretChannelTests
{
    // JOIN is no question, and QUIT would end them.
    private static readonly string[] NotAsked = ["JOIN", "QUIT"];

    private static readonly string[] Parameters =
    [
        "", "#secret", "#SECRET", "#secret :", "#secret x", "#secret ana", "#secret ana :x", "#secret 0bad", "#secret #other :x",
        "#secret b", "#secret +e", "#secret I", "#secret +nZ", "#secret +l 0", "#secret +ov ana", "#secret +b", "#secret %tnuhc",
        "#secret o", "@#secret :x", "@#secret", "#secret,#pub", "#pub,#secret", "#pub,#secret ana,bob :x", "#secret,ana :x",
        "ana", "ana #secret", "0bad #secret", "nobody #secret", "ana,bob", "* #secret", "*", "#s*", "#*", "*secret*", "!#x*", ">0", "<9",
        "C>0", "C<9", "T>0", "T<9", "#secret,>0", "ana!*@*", "0", "ana %tnuhcf", "* %ctnuhf", "eve #secret", "#pub +f #secret",
        "#pub #secret", "+ ana", "L", "S", "u", "m", "o", "irc.local ana", "ana ana",
    ];

    public static TheoryData<string, bool> Kinds
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var modes in (string[])["+s", "+si", "+sk key", "+sl 1", "+sm", "+sn", "+sb eve", "+st", "+su", "+smU", "+sCcMR"])
            {
                data.Add(modes, true);
                data.Add(modes, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_an_outsider_asks_a_secret_channel_is_not_there(string modes, bool isAnaVisible)
    {
        var (with, without) = (Start(modes, isAnaVisible), Start(null, isAnaVisible));
        foreach (var line in Lines())
        {
            Assert.Equal(without.Ask(line), with.Ask(line));
        }
    }

    [Fact]
    public void One_who_is_on_it_is_told()
    {
        var (host, _, ana) = Start("+s", isAnaVisible: true);
        foreach (var (line, told) in (ReadOnlySpan<(string, string)>)[
            ("NAMES #secret", ":interlude.local 353 ana @ #secret :@ana"), ("MODE #secret", ":interlude.local 324 ana #secret +s"),
            ("LIST", ":interlude.local 322 ana #secret 1 :hush"), ("LUSERS", ":interlude.local 254 ana 2 :channels formed"),
        ])
        {
            host.Type(ana, line);
            if (IrcCommand.Find(System.Text.Encoding.ASCII.GetBytes(line.Split(' ')[0])) is not null)
            {
                Assert.Contains(told, host.Got(ana));
            }
        }
    }

    // Those that change what eve is come last.
    private static IEnumerable<string> Lines() =>
        from command in IrcCommand.All.OrderBy(command => command.Verb is "NICK" or "PART")
        where !NotAsked.Contains(command.Verb)
        from parameters in Parameters
        select $"{command.Verb} {parameters}".TrimEnd();

    private static Asker Start(string? modes, bool isAnaVisible)
    {
        var host = new RehearsedHost(new ServerLimits { NickChanges = 1_000_000 });
        var (ana, bob, eve) = (Register(host, "ana"), Register(host, "bob"), Register(host, "eve"));
        host.Type(bob, "JOIN #pub");
        host.Type(eve, "JOIN #pub");
        if (isAnaVisible)
        {
            host.Type(ana, "MODE ana -i");
            host.Type(ana, "JOIN #pub");
        }

        if (modes is not null)
        {
            host.Type(ana, "JOIN #secret");
            host.Type(ana, "TOPIC #secret :hush");
            host.Type(ana, $"MODE #secret {modes}");
        }

        return new Asker(host, eve, ana);
    }

    private static ClientId Register(RehearsedHost host, string name)
    {
        var id = host.Connect(new Peer("here", IsExempt: true) { Dialect = PeerDialect.Irc });
        host.Type(id, $"NICK {name}");
        host.Type(id, $"USER {name} 0 * :{name}");
        return id;
    }

    private sealed record Asker(RehearsedHost Host, ClientId Eve, ClientId Ana)
    {
        /// <summary>The line and its answer, as one text.</summary>
        public string Ask(string line)
        {
            var before = Host.Got(Eve).Count;
            Host.Type(Eve, line);
            Host.Drain();
            Assert.Empty(Host.Faults);
            return string.Join('\n', Host.Got(Eve).Skip(before).Prepend(line));
        }
    }
}
