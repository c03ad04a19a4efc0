using Interlude.Server;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>What people's clients are used to do at once is answered, however fast it comes.</summary>
public class MannersTests
{
    private const int Channels = 50;

    // irssi, HexChat and The Lounge ask so after joining.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void After_joining_50_channels_all_questions_about_them_are_answered_within_5_seconds(bool inOneLine, bool asOperator)
    {
        var host = new RehearsedHost();
        var names = Enumerable.Range(1, Channels).Select(number => $"#c{number}").ToList();
        if (!asOperator)
        {
            var owner = host.Connect("owner");
            names.ForEach(name => host.Type(owner, $"/join {name}"));
        }

        var ana = host.Connect(new Peer("192.0.2.1", IsExempt: false) { Dialect = PeerDialect.Irc, Host = "192.0.2.1" });
        host.Type(ana, "NICK ana");
        host.Type(ana, "USER ana 0 * :Ana");
        foreach (var line in inOneLine ? [$"JOIN {string.Join(',', names)}"] : names.Select(name => $"JOIN {name}"))
        {
            host.Type(ana, line);
        }

        foreach (var question in (string[])["MODE {0}", "WHO {0}", "MODE {0} b", "MODE {0} e", "MODE {0} I"])
        {
            names.ForEach(name => host.Type(ana, question.Replace("{0}", name, StringComparison.Ordinal)));
        }

        host.Drain();
        host.Pass(5000);
        host.Drain();

        Assert.False(host.IsClosed(ana));
        Assert.Empty(host.Faults);
        foreach (var numeric in (string[])["366", "324", "329", "315", "368", "349", "347"])
        {
            Assert.Equal(names, host.Got(ana).Select(line => line.Split(' ')).Where(words => words[1] == numeric).Select(words => words[3]));
        }
    }
}
