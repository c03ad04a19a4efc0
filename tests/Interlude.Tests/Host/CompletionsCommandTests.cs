namespace Interlude.Tests.Host;

/// <summary>The shells themselves, asked what they would complete.</summary>
public sealed class CompletionsCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_shell_completes_commands_options_and_values(string shell)
    {
        Assert.Equal("connect", await CompleteAsync(shell, "interlude conn"));
        Assert.Equal("--starttls", await CompleteAsync(shell, "interlude connect --startt"));
        Assert.Equal("imap", await CompleteAsync(shell, "interlude connect localhost 143 --starttls im"));
    }

    private async Task<string> CompleteAsync(string shell, string line)
    {
        // A program of that name, as an installed one would be; what the shell calls when Tab is pressed, called here.
        var program = Path.Combine(_home.Path, "interlude");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "interlude.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var script = shell switch
        {
            "bash" => $"""
                source <(interlude completions bash)
                COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD=$(({line.Split(' ').Length} - 1))
                _interlude && printf '%s\n' "$COMPREPLY"
                """,
            "zsh" => $$"""
                compdef() { : }
                compadd() { shift; print -rl -- "$@" | grep -- '^{{line.Split(' ')[^1]}}' }
                source <(interlude completions zsh)
                BUFFER='{{line}}' CURSOR={{line.Length}} words=({{line}})
                _interlude
                """,
            _ => $"""
                interlude completions fish | source
                complete -C '{line}' | string match -r '^\S+'
                """,
        };
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{_home.Path}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = _home.Path };
        string[] arguments = shell == "bash" ? ["--norc", "-c", script] : shell == "zsh" ? ["-f", "-c", script] : ["--no-config", "-c", script];
        var (status, output) = await OutsideProgram.RunAsync(_home.Path, TimeSpan.FromSeconds(60), environment, Requires.Program(shell), arguments);
        Assert.True(status == 0, output);
        return output.Trim();
    }

    public void Dispose() => _home.Dispose();
}
