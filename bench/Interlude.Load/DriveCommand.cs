using System.CommandLine;
using System.Net;
using System.Text.Json;
using Interlude.Load.Driving;
using Interlude.Load.Patterns;

namespace Interlude.Load;

/// <summary><c>drive</c>: the generator alone, against a server that runs already. Prints its figures as one line of JSON.</summary>
internal static class DriveCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("PATTERN") { Description = "Which pattern." };
        name.AcceptOnlyFromAmong([.. PatternCatalog.Names]);
        var port = new Option<int>("--port") { Description = "Where the server listens on 127.0.0.1.", Required = true };
        var process = new Option<int>("--process") { Description = "The server's process, for its CPU and memory.", Required = true };
        var numbers = new PatternOptions();
        var timing = new TimingOptions();
        var command = new Command("drive", "Drive one server that runs already, and print the figures as JSON.") { name, port, process };
        numbers.AddTo(command);
        timing.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            using var leave = stop.Register(() => Environment.Exit(130));   // nothing is to be tidied up: its connections break
            var pattern = numbers.Apply(PatternCatalog.Find(parsed.GetValue(name)!), parsed);
            var options = new DriveOptions(pattern, new IPEndPoint(IPAddress.Loopback, parsed.GetValue(port)), parsed.GetValue(process));
            Console.WriteLine(JsonSerializer.Serialize(Drive.Run(timing.Apply(options, parsed))));
            return Task.FromResult(0);
        });
        return command;
    }
}
