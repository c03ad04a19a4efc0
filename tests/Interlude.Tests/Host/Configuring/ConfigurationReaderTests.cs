using System.Collections;
using System.Text;
using Interlude.Host.Configuring;
using Interlude.World;

namespace Interlude.Tests.Host.Configuring;

/// <summary>What is right: where it is read from, and what becomes of it. What is wrong: <see cref="ConfigurationErrorTests"/>.</summary>
public class ConfigurationReaderTests
{
    [Fact]
    public void Without_anything_the_defaults_hold()
    {
        var configuration = Reads.Valid();

        Assert.Equal(["plain://localhost:8007", "irc://localhost:6667"], configuration.Listen.Select(place => place.ToString()));
        Assert.Equal(ChannelTraits.MembersOnly | ChannelTraits.TopicLocked, configuration.Policy.DefaultChannelTraits);
        Assert.Equal("#lobby", configuration.Policy.Lobby!.ToString());
        Assert.Equal("ix", configuration.Profile.DefaultUserModes);
        Assert.True(configuration.HasCloaks);
        Assert.Equal(["127.0.0.0/8", "::1/128"], configuration.Exempt.Ranges.Select(range => range.ToString()));
    }

    [Fact]
    public void The_file_is_JSON_with_comments_and_trailing_commas()
    {
        var configuration = Reads.Valid("""
            // first
            { "limits": { "users": 5, /* more */ }, "server.motd": ["a", "b",], "cloak": {"enabled": false} }
            """);

        Assert.Equal(5, configuration.Policy.MaxUsers);
        Assert.Equal(["a", "b"], configuration.Profile.Motd);
        Assert.False(configuration.HasCloaks);
    }

    [Fact]
    public void The_environment_wins_over_the_file_and_the_command_line_over_both()
    {
        const string file = """{ "limits": { "users": 1, "channels": 1, "topicBytes": 1 } }""";
        var environment = new Hashtable { ["INTERLUDE_limits__users"] = "2", ["INTERLUDE_LIMITS__CHANNELS"] = "2", ["PATH"] = "x" };

        var configuration = Reads.Valid(file, environment, [("limits.users", "3")]);

        Assert.Equal(
            (3, 2, 1), (configuration.Policy.MaxUsers, configuration.Policy.MaxChannels, configuration.Policy.MaxTopicBytes));
    }

    [Fact]
    public void A_list_is_replaced_as_a_whole()
    {
        const string file = """{ "listen": ["plain://localhost:1", "plain://localhost:2", "plain://localhost:3"], "limits": { "exempt": ["10.0.0.0/8"] } }""";

        var configuration = Reads.Valid(file, commandLine: [("listen.0", "irc://localhost:4"), ("limits.exempt", "")]);

        Assert.Equal(["irc://localhost:4"], configuration.Listen.Select(place => place.ToString()));
        Assert.Empty(configuration.Exempt.Ranges);
    }

    [Theory]
    [InlineData("192.0.2.0/24, ::1")]
    [InlineData(" 192.0.2.0/24,::1,")]
    public void A_list_may_be_one_text_with_commas(string text)
    {
        var configuration = Reads.Valid(environment: new Hashtable { ["INTERLUDE_limits__exempt"] = text });

        Assert.Equal(["192.0.2.0/24", "::1/128"], configuration.Exempt.Ranges.Select(range => range.ToString()));
    }

    [Fact]
    public void Items_of_a_list_have_the_order_of_their_numbers()
    {
        var environment = new Hashtable();
        for (var i = 0; i < 12; i++)
        {
            environment[$"INTERLUDE_server__motd__{i}"] = $"{i}";
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}"), Reads.Valid(environment: environment).Profile.Motd);
    }

    [Fact]
    public void A_mark_of_the_order_of_bytes_does_no_harm() => Assert.Equal(5, Reads.Valid("\uFEFF{ \"limits.users\": 5 }").Policy.MaxUsers);

    [Fact]
    public void Operators_have_the_powers_of_their_class()
    {
        var configuration = Reads.Valid($$"""
            {
              "operators": [
                { "name": "ana", "password": "{{Reads.Verifier}}", "class": "helper" },
                { "name": "bob", "password": "{{Reads.Verifier}}", "class": "ADMIN" },
              ],
              "operatorClasses": { "helper": ["kill", "inspect"], "admin": ["rehash"], "nothing": [] }
            }
            """);

        var options = configuration.ToOptions(ServerLife.Begin(DateTimeOffset.UnixEpoch));
        Assert.Equal(
            [("ana", "helper", OperatorPowers.Kill | OperatorPowers.Inspect), ("bob", "ADMIN", OperatorPowers.Rehash)],
            options.Operators.Select(entry => (entry.Name, entry.Class, entry.Powers)));
        Assert.All(options.Operators, entry => Assert.Equal(Reads.Verifier, entry.Verifier));
    }

    [Fact]
    public void Without_classes_there_is_admin_who_may_all()
    {
        var configuration = Reads.Valid(environment: new Hashtable
        {
            ["INTERLUDE_operators__0__name"] = "ana",
            ["INTERLUDE_operators__0__password"] = Reads.Verifier,
        });

        var entry = Assert.Single(configuration.ToOptions(ServerLife.Begin(DateTimeOffset.UnixEpoch)).Operators);
        Assert.Equal(("admin", OperatorPowers.All), (entry.Class, entry.Powers));
    }

    [Fact]
    public void Paths_begin_beside_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "motd.txt"), "Welcome.\nBe kind.\n");
        var file = Path.Combine(folder.Path, "c.json");
        File.WriteAllText(file, """{ "server": { "motdFile": "motd.txt", "motd": ["replaced"] } }""");

        Assert.Equal(["Welcome.", "Be kind."], new ConfigurationReader(file, new Hashtable(), []).Read().Configuration!.Profile.Motd);
    }

    [Fact]
    public void Cloaks_have_the_key_that_is_given_or_one_of_this_start_or_are_off()
    {
        var life = ServerLife.Begin(DateTimeOffset.UnixEpoch);
        var key = Convert.ToBase64String("0123456789abcdef"u8);

        Assert.Equal("0123456789abcdef", Encoding.ASCII.GetString(
            Reads.Valid(commandLine: [("cloak.key", key)]).ToOptions(life).CloakKey!.Value.Span));
        Assert.Equal(life.CloakKey, Reads.Valid().ToOptions(life).CloakKey!.Value);
        Assert.Null(Reads.Valid(commandLine: [("cloak.enabled", "false")]).ToOptions(life).CloakKey);
        Assert.Matches("^[a-z0-9]{8}$", life.Epoch);
    }

    [Fact]
    public void Where_no_history_is_kept_none_can_be_asked_for()
    {
        var life = ServerLife.Begin(DateTimeOffset.UnixEpoch);
        var kept = Reads.Valid("""{ "history": { "pageSize": 7 } }""").ToOptions(life);
        var running = Reads.Valid("""{ "history": { "pageSize": 7, "keep": false } }""");

        Assert.Equal((true, 7), (kept.KeepsHistory, kept.Limits.MaxHistoryMessages));
        Assert.Equal((false, 0), (running.ToOptions(life).KeepsHistory, running.ToOptions(life).Limits.MaxHistoryMessages));
        Assert.Equal(["history.keep"], Reads.Of("""{ "history": { "pageSize": 7 } }""", running: running).Held);
    }

    [Fact]
    public void What_cannot_change_while_the_server_runs_stays_and_is_named()
    {
        var running = Reads.Valid("""{ "server": { "name": "a.b" }, "limits": { "users": 5 } }""");

        var reading = Reads.Of("""{ "server": { "name": "c.d", "network": "N" }, "limits": { "users": 6 } }""", running: running);

        Assert.Equal(["server.name", "server.network"], reading.Held);
        Assert.Equal("a.b", reading.Configuration!.Profile.Name);
        Assert.Equal("Interlude", reading.Configuration.Profile.Network);
        Assert.Equal(6, reading.Configuration.Policy.MaxUsers);
        Assert.Empty(Reads.Of("""{ "server": { "name": "a.b" } }""", running: reading.Configuration).Held);
    }

    [Fact]
    public void Every_number_is_taken_at_both_its_ends_and_reaches_its_place()
    {
        foreach (var key in ConfigurationKeys.All.OfType<NumberKey>())
        {
            var ends = key.Allowed.Split(' ').Where(word => word.All(char.IsAsciiDigit)).ToArray();
            foreach (var end in ends)
            {
                var set = key.Set(Configuration.Default, new GivenValue("/", [new GivenPart("", end, GivenKind.Words, "test")]), []);
                Assert.Equal(end, key.Read(set));
                Assert.Equal(end == key.Read(Configuration.Default), Configuration.Default.Equals(set));
            }
        }
    }
}
