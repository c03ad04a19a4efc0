using System.CommandLine;
using System.CommandLine.Help;
using Interlude.Host;
using Interlude.Host.Connecting;

var connect = ConnectCommand.Create();
var root = new RootCommand("Interlude: a line-based chat server, with the small line programs it grew from.")
{
    ServeCommand.Create(),
    CheckConfigCommand.Create(),
    HashPasswordCommand.Create(),
    AccountCommand.Create(),
    BackupCommand.Create(),
    VerifyCommand.Create(),
    RestoreCommand.Create(),
    EchoCommand.Create(),
    connect,
    CompletionsCommand.Create(),
};

var helpOption = root.Options.OfType<HelpOption>().Single();
helpOption.Action = new HelpWithExamples((HelpAction)helpOption.Action!, connect, ConnectExamples.Text);

// "@END" is a delimiter like another, not a file of arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    var command = parsed.CommandResult.Command;
    var what = command != root ? parsed.Errors[0].Message
        : args.Length == 0 || args[0].StartsWith('-') ? "A command is missing: serve, check-config, hash-password, account, backup, verify, restore, echo, connect or completions."
        : $"\"{args[0]}\" is no command; there are serve, check-config, hash-password, account, backup, verify, restore, echo, connect and completions.";
    var help = command == root ? "interlude --help" : $"interlude {command.Name} --help";
    Console.Error.WriteLine($"interlude: {what} Type {help} for more.");
    return ExitCode.Usage;
}

// Signals are each command's own business, and an exception that nobody expected should be seen whole.
return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
});
