using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Interlude.Host;

/// <summary>The library's help, and behind it examples for a command that has some.</summary>
/// <param name="help">The library's.</param>
/// <param name="command">The command's name.</param>
/// <param name="examples">Its examples.</param>
internal sealed class HelpWithExamples(HelpAction help, string command, string examples) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command.Name == command)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(examples);
        }

        return code;
    }
}
