using System.Collections;
using Interlude.Host.Configuring;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Host.Configuring;

/// <summary>What is wrong in a configuration is told: where, the value, and what is allowed instead.</summary>
public class ConfigurationErrorTests
{
    [Fact]
    public void All_errors_are_told_at_once_with_the_key_the_value_and_what_is_allowed()
    {
        var reading = Reads.Of(
            """{ "limits": { "users": "many", "conections": 5 }, "cloak": { "enabled": "perhaps" } }""",
            new Hashtable { ["INTERLUDE_SERVER__NAME"] = "nodot" },
            [("listen.0", "8007")]);

        Assert.Null(reading.Configuration);
        Assert.Equal(
            [
                "limits.conections: is no key (interlude.json); the nearest is limits.connections.",
                "listen[0]: \"8007\" (command line) is not a place to listen; write plain://, irc://, ircs://, ws:// or wss:// and HOST:PORT, "
                    + "or plain+unix:// or irc+unix:// and /PATH of at most 107 bytes.",
                "server.name: \"nodot\" (INTERLUDE_SERVER__NAME) is not a name with a dot in it, of at most 63 ASCII letters, digits, dots and hyphens.",
                "cloak.enabled: \"perhaps\" (interlude.json) is not true or false.",
                "limits.users: \"many\" (interlude.json) is not a whole number from 1 to 1000000.",
            ],
            reading.Errors);
    }

    [Theory]
    [InlineData("connections", "limits.connections")]
    [InlineData("server.motd.file", "server.motd")]
    [InlineData("server.modtFile", "server.motdFile")]
    [InlineData("operatorClasses.a.b.c", "operatorClasses")]
    [InlineData("limits.users.0", "limits.users", "limits.users[0]")]
    public void An_unknown_key_is_an_error_and_the_nearest_is_named(string key, string nearest, string? shown = null)
    {
        var error = Assert.Single(Reads.Of(commandLine: [(key, "1")]).Errors);

        Assert.Equal($"{shown ?? key}: is no key (command line); the nearest is {nearest}.", error);
    }

    [Theory]
    [InlineData("limits.connections", "0")]
    [InlineData("limits.connections", "-1")]
    [InlineData("limits.connections", "1.5")]
    [InlineData("limits.connections", "1000001")]
    [InlineData("limits.connections", "")]
    [InlineData("limits.exempt", "127.0.0.1/33")]
    [InlineData("limits.exempt", "10.1.0.0/8")]
    [InlineData("limits.exempt", "localhost")]
    [InlineData("server.name", ".a")]
    [InlineData("server.name", "a b.c")]
    [InlineData("server.network", "a b")]
    [InlineData("server.network", "")]
    [InlineData("server.description", "")]
    [InlineData("server.description", "a\nb")]
    [InlineData("users.defaultModes", "+io")]
    [InlineData("channels.defaultModes", "+nz")]
    [InlineData("channels.lobby", "lobby")]
    [InlineData("web.allowedOrigins", "chat.example.org")]
    [InlineData("web.allowedOrigins", "https://chat.example.org/")]
    [InlineData("listen", "http://localhost:1")]
    [InlineData("listen", "ws+unix:///tmp/x")]
    [InlineData("operators", "ana")]
    public void A_wrong_value_is_named_with_its_key(string key, string value)
    {
        var error = Assert.Single(Reads.Of(commandLine: [(key, value)]).Errors);

        Assert.StartsWith(key, error);
        Assert.Contains($"\"{value}\" (command line) is not ", error);
    }

    [Theory]
    [InlineData("server.password", "hunter2")]
    [InlineData("cloak.key", "aHVudGVyMg==")]
    [InlineData("operators.0.password", "hunter2")]
    public void A_wrong_secret_is_not_repeated(string key, string value)
    {
        var errors = Reads.Of(commandLine: [(key, value), .. key.StartsWith("operators", StringComparison.Ordinal) ? [("operators.0.name", "ana")] : Array.Empty<(string, string)>()]).Errors;

        Assert.DoesNotContain(value, Assert.Single(errors));
    }

    [Theory]
    [InlineData("{", "line 1, column 2: the file ends here, but a brace, a bracket or a quote is still open.")]
    [InlineData("{\n\"limits\": {},\n\"limits\": {} }", "line 3, column 1: \"limits\" stands twice in the same pair of braces.")]
    [InlineData("{\n nonsense }", "line 2, column 2: n is not expected here; is a quote, a comma, a colon or a brace missing before it?")]
    [InlineData("{ \"server.motd\": [\"ä\" 5] }", "line 1, column 23: 5 is not expected here; is a quote, a comma, a colon or a brace missing before it?")]
    [InlineData("{ \"server.name\": \"\\ud800\" }", "line 1, column 18: this text has a \\u that is no character.")]
    [InlineData("[]", "line 1, column 1: all keys must stand in one pair of braces, { and }.")]
    [InlineData("", "line 1, column 1: the file ends here, but a brace, a bracket or a quote is still open.")]
    public void A_file_that_is_no_such_JSON_is_said_so_with_the_place(string json, string fault)
    {
        var reading = Reads.Of(json);

        Assert.Matches($"^The file \"[^\"]+\" is not JSON, {System.Text.RegularExpressions.Regex.Escape(fault)}$", Assert.Single(reading.Errors));
        Assert.False(reading.IsUnreadable);
    }

    [Theory]
    [InlineData("""{ "limits": { "users": null } }""", "limits.users: null (interlude.json) is no value; leave the key out to have its default, or give a whole number from 1 to 1000000.")]
    [InlineData("""{ "limits": null }""", "limits: holds keys and has no value of its own (interlude.json); null is not an object.")]
    [InlineData("""{ "limits": { "users": "5" } }""", "limits.users: \"5\" (interlude.json) is not a whole number from 1 to 1000000; a number stands without quotes.")]
    [InlineData("""{ "limits": { "users": 0 } }""", "limits.users: 0 (interlude.json) is not a whole number from 1 to 1000000.")]
    [InlineData("""{ "limits": { "users": [5] } }""", "limits.users: a list (interlude.json) is not a whole number from 1 to 1000000.")]
    [InlineData("""{ "limits": { "users": [] } }""", "limits.users: [] (interlude.json) is not a whole number from 1 to 1000000.")]
    [InlineData("""{ "limits": { "users": { "most": 5 } } }""", "limits.users: an object (interlude.json) is not a whole number from 1 to 1000000.")]
    [InlineData("""{ "cloak": { "enabled": "true" } }""", "cloak.enabled: \"true\" (interlude.json) is not true or false; they stand without quotes.")]
    [InlineData("""{ "server": { "description": 5 } }""", "server.description: 5 (interlude.json) is not one line of at most 400 bytes of UTF-8, in quotes.")]
    [InlineData("""{ "server": { "motd": "hi" } }""", "server.motd: \"hi\" (interlude.json) is not a list in brackets, each item one line of at most 400 bytes of UTF-8.")]
    [InlineData("""{ "server": { "motd": ["hi", 5] } }""", "server.motd[1]: 5 (interlude.json) is not one line of at most 400 bytes of UTF-8, in quotes.")]
    [InlineData("""{ "server": { "motd": { "a": "b" } } }""", "server.motd: an object (interlude.json) is not a list in brackets, each item one line of at most 400 bytes of UTF-8.")]
    [InlineData("""{ "operatorClasses": { "admin": "kill" } }""", "operatorClasses.admin: \"kill\" (interlude.json) is not a list of accounts, change-host, inspect, kill, override-modes, rehash, wallops.")]
    public void A_value_of_another_kind_is_told(string json, string error) => Assert.Equal([error], Reads.Of(json).Errors);

    [Fact]
    public void A_variable_is_called_by_its_whole_name()
    {
        Assert.Equal(
            ["INTERLUDE_NIX: is no key (environment); each variable that begins with INTERLUDE_ must be one, such as INTERLUDE_LIMITS__USERS."],
            Reads.Of(environment: new Hashtable { ["INTERLUDE_NIX"] = "1" }).Errors);
        Assert.Equal(
            ["INTERLUDE_LIMITS__USER: is no key (environment); the nearest is INTERLUDE_LIMITS__USERS."],
            Reads.Of(environment: new Hashtable { ["INTERLUDE_LIMITS__USER"] = "1" }).Errors);
        Assert.Equal(
            ["limits.users: \"x\" (INTERLUDE_limits__users) is not a whole number from 1 to 1000000."],
            Reads.Of(environment: new Hashtable { ["INTERLUDE_limits__users"] = "x" }).Errors);
    }

    [Theory]
    [InlineData("irc://localhost", "has no port; write irc://localhost:PORT")]
    [InlineData("irc://[::1]", "has no port; write irc://[::1]:PORT")]
    [InlineData("irc://:6667", "has no host; write irc://localhost:6667, or irc://*:6667 for all addresses")]
    [InlineData("plain://localhost:65536", "has the port \"65536\", which is not a whole number from 0 to 65535")]
    [InlineData("plain://::1:80", "has the host \"::1\", which is neither a name nor an address; an IPv6 address stands in brackets")]
    [InlineData("plain+unix://run/chat", "has the path \"run/chat\", which must begin with a slash and go on: plain+unix:///run/chat.sock")]
    public void The_wrong_part_of_a_place_is_told(string place, string fault) =>
        Assert.Equal([$"listen[0]: \"{place}\" (command line) {fault}."], Reads.Of(commandLine: [("listen.0", place)]).Errors);

    [Fact]
    public void No_place_at_all_is_told() => Assert.Equal(
        ["listen: an empty list (interlude.json) is not enough; give at least one place, such as plain://localhost:8007, or leave the key out."],
        Reads.Of("""{ "listen": [] }""").Errors);

    [Fact]
    public void A_file_that_cannot_be_read_is_another_matter()
    {
        using var folder = new TemporaryFolder();
        var reading = new ConfigurationReader(Path.Combine(folder.Path, "none.json"), new Hashtable(), []).Read();

        Assert.True(reading.IsUnreadable);
        Assert.Contains("none.json", Assert.Single(reading.Errors));
    }

    [Fact]
    public void A_section_is_no_value()
    {
        Assert.Equal(
            "limits: holds keys and has no value of its own (interlude.json); 5 is not an object.",
            Assert.Single(Reads.Of("""{ "limits": 5 }""").Errors));
    }

    [Theory]
    [InlineData("""{ "name": "ana", "password": "V", "class": "boss" }""", "operators[0].class: \"boss\" (interlude.json) is not one of operatorClasses: admin.")]
    [InlineData("""{ "name": "a b", "password": "V" }""", "operators[0].name: \"a b\" (interlude.json) is not a name of 1 to 64 characters without blanks and a colon in front.")]
    [InlineData("""{ "password": "V" }""", "operators[0].name: is missing (interlude.json); it must be a name.")]
    [InlineData("""{ "name": "ana" }""", "operators[0].password: is missing (interlude.json); it must be what interlude hash-password prints.")]
    [InlineData("""{ "name": "ana", "password": "x" }""", "operators[0].password: the value (interlude.json) is not what interlude hash-password prints.")]
    [InlineData("""{ "name": "ana", "password": 5 }""", "operators[0].password: the value (interlude.json) is not a text in quotes.")]
    [InlineData("""{ "name": "ana", "password": "V", "pasword": "V" }""", "operators[0].pasword: is no key (interlude.json); there are name, password, class.")]
    [InlineData("""{ "name": "ana", "Name": "ana", "password": "V" }, "x" """, "operators[1]: a text (interlude.json) is not an object with name, password and class.")]
    [InlineData("""{ "name": "ana", "password": "V" }, { "name": "ana", "password": "V" }""", "operators[1].name: \"ana\" (interlude.json) is not a name of its own; another operator has it.")]
    public void A_wrong_operator_is_told(string operators, string error)
    {
        var json = $"{{ \"operators\": [{operators.Replace("\"V\"", $"\"{Reads.Verifier}\"", StringComparison.Ordinal)}] }}";

        Assert.Equal([error], Reads.Of(json).Errors);
    }

    [Fact]
    public void A_power_that_there_is_not_is_told()
    {
        Assert.Equal(
            ["operatorClasses.admin: \"fly\" (interlude.json) is not one of accounts, change-host, inspect, kill, override-modes, rehash, wallops."],
            Reads.Of("""{ "operatorClasses": { "admin": ["kill", "fly"] } }""").Errors);
    }

    [Fact]
    public void TLS_needs_a_certificate_and_its_key()
    {
        Assert.Equal(
            ["tls.certificate: nothing is given, but ircs://localhost:6697 needs the path of a file in PEM."],
            Reads.Of(commandLine: [("listen", "ircs://localhost:6697")]).Errors);
        Assert.Contains("needs the path", Assert.Single(Reads.Of(commandLine: [("tls.key", "x.pem")]).Errors));

        using var folder = new TemporaryFolder();
        var good = Certificates.SelfSigned("localhost").WriteTo(folder, "good.pem");
        var other = Certificates.SelfSigned("localhost").WriteTo(folder, "other.pem");
        File.WriteAllText(Path.Combine(folder.Path, "bad.pem"), "no certificate");

        Assert.NotNull(Reads.Valid(commandLine: [("listen", "wss://localhost:1"), ("tls.certificate", good)]).Certificate);
        var alone = Path.Combine(folder.Path, "alone.pem");
        File.WriteAllText(alone, File.ReadAllText(good)[..File.ReadAllText(good).IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal)]);
        var bad = Path.Combine(folder.Path, "bad.pem");
        var none = Path.Combine(folder.Path, "none.pem");
        foreach (var (certificate, key, error) in new[]
        {
            (good, other, $"tls.key: \"{other}\" (command line) holds a private key, but not that of the certificate in \"{good}\"."),
            (bad, good, $"tls.certificate: \"{bad}\" (command line) holds no certificate in PEM (-----BEGIN CERTIFICATE-----)."),
            (good, bad, $"tls.key: \"{bad}\" (command line) holds no private key in PEM (-----BEGIN PRIVATE KEY-----)."),
            (alone, "", $"tls.certificate: \"{alone}\" (command line) holds a certificate but no private key (-----BEGIN PRIVATE KEY-----); give the key's file as tls.key, or append the key to this file."),
            (none, good, $"tls.certificate: \"{none}\" (command line) is not there; paths in a file begin in its folder, others in the working directory."),
        })
        {
            Assert.Equal([error], Reads.Of(commandLine: [("tls.certificate", certificate), ("tls.key", key)]).Errors);
        }
    }

    [Fact]
    public void A_message_of_the_day_that_does_not_fit_is_told()
    {
        using var folder = new TemporaryFolder();
        var motd = Path.Combine(folder.Path, "motd.txt");
        foreach (var (bytes, error) in new (byte[], string)[]
        {
            ([.. "short\n"u8, .. Enumerable.Repeat((byte)'x', 401)], "line 2 of"),
            ([0xFF], "is not UTF-8"),
            (new byte[65_537], "of at most 65536 bytes"),
        })
        {
            File.WriteAllBytes(motd, bytes);
            Assert.Contains(error, Assert.Single(Reads.Of(commandLine: [("server.motdFile", motd)]).Errors));
        }

        File.Delete(motd);
        Assert.StartsWith("server.motdFile: ", Assert.Single(Reads.Of(commandLine: [("server.motdFile", motd)]).Errors));
    }
}
