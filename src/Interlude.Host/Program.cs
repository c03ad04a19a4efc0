using System.CommandLine;
using Interlude.Host;

var root = new RootCommand("Interlude: a line-based chat server, with the small line programs it grew from.")
{
    ServeCommand.Create(),
    EchoCommand.Create(),
    ConnectCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"interlude: {parsed.Errors[0].Message}");
    return ExitCode.Usage;
}

// Signals are each command's own business, and an exception that nobody expected should be seen whole.
return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
});
