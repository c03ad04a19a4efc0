using Interlude.Host.Passwords;
using Interlude.Tests.Tidy;

namespace Interlude.Tests.EndToEnd;

/// <summary>The configuration as an operator meets it: files, signals, the clock, hashes.</summary>
public class ConfigurationTests
{
    private const int SigHup = 1;

    [Fact]
    public async Task Without_a_place_to_listen_there_are_two()
    {
        await using var check = ChildProcess.Interlude("check-config", Path.Combine(RepositoryTree.Root, "docs", "interlude.example.json"));

        var output = await check.ReadToEndAsync();

        Assert.StartsWith("The configuration is valid.\n", output);
        Assert.Contains("Listens on: plain://localhost:8007, irc://localhost:6667\n", output);
        Assert.EndsWith("Other than the defaults: nothing\n", output);
        Assert.Equal((0, ""), await check.WaitForExitAsync());
    }

    [Fact]
    public async Task What_differs_from_the_defaults_is_shown_but_no_secret()
    {
        await using var check = ChildProcess.Interlude(
            "check-config", "--listen", "irc://*:6667", "--set", "limits.users=5", "--set", "cloak.key=MDEyMzQ1Njc4OWFiY2RlZg==");

        var output = await check.ReadToEndAsync();

        Assert.EndsWith("Other than the defaults:\n  listen: [\"irc://*:6667\"]\n  cloak.key: (secret)\n  limits.users: 5\n", output);
        Assert.Equal((0, ""), await check.WaitForExitAsync());
    }

    [Fact]
    public async Task A_wrong_file_is_told_line_by_line_and_nothing_is_started()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "c.json");
        File.WriteAllText(file, """{ "limits": { "users": 0 }, "listn": [] }""");
        foreach (var (arguments, name) in new (string[], string)[]
        {
            (["check-config", file], "check-config"),
            (["serve", "--config", file, "--listen", "plain://localhost:0"], "serve"),
        })
        {
            await using var program = ChildProcess.Interlude(arguments);
            var (code, error) = await program.WaitForExitAsync();

            Assert.Equal(2, code);
            Assert.Equal(
                $"interlude {name}: listn: is no key (c.json); the nearest is listen.\n"
                    + $"interlude {name}: limits.users: 0 (c.json) is not a whole number from 1 to 1000000.\n",
                error);
            Assert.Equal("", await program.ReadToEndAsync());
        }
    }

    [Fact]
    public async Task An_ordinary_file_in_a_socket_s_place_is_named_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "notes");
        File.WriteAllText(file, "mine");
        await using var program = ChildProcess.Interlude("serve", "--listen", $"plain+unix://{file}");

        var (code, error) = await program.WaitForExitAsync();

        Assert.Equal(1, code);
        Assert.Equal(
            $"interlude serve: cannot listen on {file}: there is an ordinary file of that name, which is left alone. "
                + "Remove it, or choose another path with --listen.\n",
            error);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_failure()
    {
        await using var program = ChildProcess.Interlude("check-config", "/none/such.json");

        Assert.Equal(1, (await program.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task The_file_is_read_anew_at_SIGHUP_and_an_error_in_it_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "c.json");
        File.WriteAllText(file, """{ "listen": ["plain://127.0.0.1:0"] }""");
        await using var serve = ChildProcess.Interlude("serve", "--config", file);
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");

        File.WriteAllText(file, """{ "listen": ["plain://127.0.0.1:0"], "limits": { "exempt": [], "connectionsPerAddress": "x" } }""");
        serve.Signal(SigHup);
        Assert.Equal("Interlude keeps its configuration as it was, for there are errors in the new one.", await serve.ReadLineAsync());
        Assert.Equal(
            "interlude serve: limits.connectionsPerAddress: \"x\" (c.json) is not a whole number from 1 to 1000000.",
            await serve.ReadErrorLineAsync());

        File.WriteAllText(file, """{ "listen": ["plain://127.0.0.1:1"], "limits": { "exempt": [], "connectionsPerAddress": 1 } }""");
        serve.Signal(SigHup);
        Assert.Equal("Interlude has read its configuration anew. Not before a restart: listen.", await serve.ReadLineAsync());
        using var bob = await Person.ConnectAsync(port);   // ana was exempt when she came
        Assert.StartsWith("* Welcome", await bob.ReadLineAsync());
        using var cyd = await Person.ConnectAsync(port);
        Assert.StartsWith("* There are 1 connections from your address", await cyd.ReadLineAsync());

        await ana.WriteAsync("/ping still here\n");
        await ana.ReadUntilAsync("* Pong: still here");
    }

    [Fact]
    public async Task The_clock_is_shifted_and_it_says_so()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0", "--clock", "+365d,x30");
        await serve.ReadPortAsync();

        Assert.Matches(
            $"^Interlude's clock is shifted by \\+365 days and runs 30 times as fast; it says {TimeProvider.System.GetUtcNow().AddDays(365).Year}-",
            await serve.ReadLineAsync());
    }

    [Theory]
    [InlineData("--clock", "tomorrow")]
    [InlineData("--set", "limits.users")]
    [InlineData("--set", "limits.users=none")]
    [InlineData("--set", "limits.usrs=5")]
    public async Task A_wrong_option_gives_a_sentence_and_exit_status_2(string option, string value)
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0", option, value);
        var (code, error) = await serve.WaitForExitAsync();

        Assert.Equal(2, code);
        Assert.Matches("^interlude serve: [^\n]+\n$", error);
    }

    [Theory]
    [InlineData("correct horse\n", "correct horse")]
    [InlineData("correct horse", "correct horse")]
    [InlineData("correct horse\r\nsecond line\n", "correct horse")]
    public async Task A_password_is_hashed_from_a_pipe(string input, string password)
    {
        await using var program = ChildProcess.Interlude("hash-password", "--rounds", "4096");
        await program.WriteAsync(input);
        program.EndInput();
        var output = await program.ReadToEndAsync();

        Assert.EndsWith("\n", output);
        Assert.True(PasswordVerifier.TryParse(output.TrimEnd('\n'), out var verifier));
        Assert.Equal(4096, verifier.Rounds);
        Assert.True(verifier.Fits(System.Text.Encoding.UTF8.GetBytes(password)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("\n", 1)]
    [InlineData("a\0b\n", 1)]
    public async Task What_is_no_password_is_not_hashed(string input, int code)
    {
        await using var program = ChildProcess.Interlude("hash-password");
        await program.WriteAsync(input);
        program.EndInput();

        Assert.Equal(code, (await program.WaitForExitAsync()).ExitCode);
        Assert.Equal("", await program.ReadToEndAsync());
    }

    [Fact]
    public async Task Too_few_rounds_are_refused()
    {
        await using var program = ChildProcess.Interlude("hash-password", "--rounds", "4095");

        Assert.Equal(2, (await program.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task At_a_terminal_the_password_is_not_shown()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "interlude.dll");
        var script = $$"""
            set timeout 30
            log_user 0
            spawn sh -c "dotnet exec {{program}} hash-password --rounds 4096 2>&1"
            expect "Password: "
            send "hunter2\r"
            expect "Again: "
            send "hunter2\r"
            expect {
                "hunter2" { puts "shown" }
                -re {SCRAM-SHA-256\$4096:[^\r]+} { puts "hashed" }
                timeout { puts "nothing" }
            }
            """;
        await using var expect = ChildProcess.Start(Requires.Program("expect"), "-c", script);

        Assert.Equal("hashed\n", await expect.ReadToEndAsync());
    }
}
