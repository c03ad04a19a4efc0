using System.CommandLine;
using Interlude.Load;

// dotnet run -c Release --project bench/Interlude.Load -- --help
var root = new RootCommand("The load bench: starts IRC servers in turn, drives each with the same load, and compares what it cost them.")
{
    CheckCommand.Create(),
    DriveCommand.Create(),
    StartCommand.Create(),
};
CompareCommand.Configure(root);
try
{
    // Ctrl-C and SIGTERM cancel; every process that was started is then ended where it was started.
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (LoadException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
