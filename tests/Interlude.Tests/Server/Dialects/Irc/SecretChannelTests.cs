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
        "#own +f #secret", "#own +fs #SECRET", "#own,#secret +s", "#pub #secret", "+ ana", "L", "S", "u", "m", "o", "irc.local ana", "ana ana",
    ];

    private const string Capabilities = "message-tags batch labeled-response draft/multiline echo-message standard-replies";

    public static TheoryData<string, bool, bool> Kinds
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            // Labels show even that nothing is said; tags and batches bring questions that others cannot ask.
            foreach (var modes in (string[])["+s", "+si", "+sk key", "+sl 1", "+sm", "+sn", "+sb eve", "+st", "+su", "+smU", "+sCcMR"])
            {
                data.Add(modes, true, false);
                data.Add(modes, false, true);
                data.Add(modes, true, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_an_outsider_asks_a_secret_channel_is_not_there(string modes, bool isAnaVisible, bool hasCapabilities)
    {
        var capabilities = hasCapabilities ? Capabilities : string.Empty;
        var (with, without) = (Start(modes, isAnaVisible, capabilities), Start(null, isAnaVisible, capabilities));
        foreach (var line in hasCapabilities ? Batches().Concat(Lines().Select(line => $"@label=L;+typing=active {line}")) : Lines())
        {
            Assert.Equal(without.Ask(line), with.Ask(line));
        }
    }

    [Fact]
    public void Without_it_the_questions_with_capabilities_are_understood()
    {
        var asker = Start("+s", isAnaVisible: true, Capabilities);

        Assert.EndsWith("@label=L :interlude.local 403 eve #secret :No such channel", asker.Ask("@label=L;+typing=active TAGMSG #secret"), StringComparison.Ordinal);
        Assert.EndsWith("@label=L :interlude.local ACK", asker.Ask("@label=L NOTICE #secret :x"), StringComparison.Ordinal);
        asker.Ask("@label=B BATCH +1 draft/multiline #secret");
        asker.Ask("@batch=1 PRIVMSG #secret :a");
        asker.Ask("@batch=1 PRIVMSG #secret :b");
        Assert.EndsWith("@label=B :interlude.local 403 eve #secret :No such channel", asker.Ask("BATCH -1"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_who_is_on_it_is_told()
    {
        var (host, _, ana) = Start("+s", isAnaVisible: true, string.Empty);
        foreach (var (line, told) in (ReadOnlySpan<(string, string)>)[
            ("NAMES #secret", ":interlude.local 353 ana @ #secret :@ana"), ("MODE #secret", ":interlude.local 324 ana #secret +s"),
            ("LIST", ":interlude.local 322 ana #secret 1 :hush"), ("LUSERS", ":interlude.local 254 ana 3 :channels formed"),
        ])
        {
            host.Type(ana, line);
            if (IrcCommand.Find(System.Text.Encoding.ASCII.GetBytes(line.Split(' ')[0])) is not null)
            {
                Assert.Contains(told, host.Got(ana));
            }
        }
    }

    // Texts of several lines, to the channel, to those of a rank on it, and to who is on it.
    private static IEnumerable<string> Batches() =>
        from target in (string[])["#secret", "#SECRET", "@#secret", "#secret,ana", "ana"]
        from verb in (string[])["PRIVMSG", "NOTICE", "TAGMSG"]
        from line in (string[])
        [
            $"@label=B BATCH +1 draft/multiline {target}", $"@batch=1 {verb} {target} :a", $"@batch=1;draft/multiline-concat {verb} {target} :b",
            "@label=E BATCH -1",
        ]
        select line;

    // Those that change what eve is come last.
    private static IEnumerable<string> Lines() =>
        from command in IrcCommand.All.OrderBy(command => command.Verb is "NICK" or "PART")
        where !NotAsked.Contains(command.Verb)
        from parameters in Parameters
        select $"{command.Verb} {parameters}".TrimEnd();

    private static Asker Start(string? modes, bool isAnaVisible, string capabilities)
    {
        var host = new RehearsedHost(new ServerLimits { NickChanges = 1_000_000 });
        var (ana, bob, eve) = (Register(host, "ana"), Register(host, "bob"), Register(host, "eve", capabilities));
        host.Type(bob, "JOIN #pub");
        host.Type(eve, "JOIN #pub");
        host.Type(eve, "JOIN #own");   // which she operates
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
        else
        {
            // As many entries, for message ids hold their number: of anything, in any corner of the server.
            foreach (var _ in Enumerable.Range(0, 3))
            {
                host.Type(ana, "PART #nowhere");
            }
        }

        return new Asker(host, eve, ana);
    }

    private static ClientId Register(RehearsedHost host, string name, string capabilities = "")
    {
        var id = host.Connect(new Peer("here", IsExempt: true) { Dialect = PeerDialect.Irc });
        host.Type(id, $"CAP REQ :{capabilities}");
        host.Type(id, $"NICK {name}");
        host.Type(id, $"USER {name} 0 * :{name}");
        host.Type(id, "CAP END");
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
