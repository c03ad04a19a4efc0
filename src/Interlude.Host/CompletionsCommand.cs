using System.CommandLine;

namespace Interlude.Host;

/// <summary><c>interlude completions</c>: what a shell needs to complete our command lines. It asks the program itself, by the
/// <c>[suggest]</c> directive, so that it never knows other options than there are.</summary>
internal static class CompletionsCommand
{
    private const string Bash = """
        _interlude() {
            local IFS=$'\n' line="${COMP_LINE#"${COMP_WORDS[0]}"}"
            line="${line# }"
            local point=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$point]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _interlude interlude
        """;

    private const string Zsh = """
        #compdef interlude
        _interlude() {
            local line="${BUFFER#*interlude }"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:$((CURSOR - ${#BUFFER} + ${#line}))]" "$line" 2>/dev/null)}")
            compadd -- $found || _files
        }
        compdef _interlude interlude
        """;

    private const string Fish = """
        function __interlude_complete
            set -l words (commandline -op)
            set -l line (string join ' ' -- $words[2..] (commandline -ct))
            $words[1] "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete -c interlude -a '(__interlude_complete)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completions", "Print what lets a shell complete interlude's commands and options.") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            _ => Fish,
        }));
        return command;
    }
}
