using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Interlude.Host;
using Interlude.Host.Connecting;

(string Name, Func<Command> Create)[] commands =
[
    ("serve", ServeCommand.Create),
    ("check-config", CheckConfigCommand.Create),
    ("hash-password", HashPasswordCommand.Create),
    ("account", AccountCommand.Create),
    ("backup", BackupCommand.Create),
    ("verify", VerifyCommand.Create),
    ("restore", RestoreCommand.Create),
    ("echo", EchoCommand.Create),
    ("connect", ConnectCommand.Create),
    ("completions", CompletionsCommand.Create),
];

// A command that is asked for by name is the only one that is made: making all takes a part of the time to start.
var asked = commands.Where(command => args.Length > 0 && args[0] == command.Name);
var root = new RootCommand("Interlude: a line-based chat server, with the small line programs it grew from.");
foreach (var (_, create) in asked.Any() ? asked : commands)
{
    root.Subcommands.Add(create());
}

var helpOption = root.Options.OfType<HelpOption>().Single();
helpOption.Action = new HelpWithExamples((HelpAction)helpOption.Action!, "connect", ConnectExamples.Text);

// "@END" is a delimiter like another, not a file of arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
{
    var command = parsed.CommandResult.Command;
    var what = command != root ? parsed.Errors[0].Message
        : args.Length == 0 || args[0].StartsWith('-') ? $"A command is missing: {Listed("or")}."
        : $"\"{args[0]}\" is no command; there are {Listed("and")}.";
    var help = command == root ? "interlude --help" : $"{Typed(parsed.CommandResult)} --help";
    Console.Error.WriteLine($"interlude: {what} Type {help} for more.");
    return ExitCode.Usage;
}

// Signals are each command's own business, and an exception that nobody expected should be seen whole.
return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
});

// "interlude account add", as it would be typed.
static string Typed(CommandResult result) => result.Parent is CommandResult parent ? $"{Typed(parent)} {result.Command.Name}" : "interlude";

string Listed(string word) => $"{string.Join(", ", commands.SkipLast(1).Select(command => command.Name))} {word} {commands[^1].Name}";
