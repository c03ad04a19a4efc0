using System.CommandLine;
using Interlude.Load.Servers;

namespace Interlude.Load;

/// <summary>Which servers, and where they and the generator run, as options.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string[]> _servers = new("--server")
    {
        Description = "interlude, inspircd, ngircd, floor or NAME=PORT:COMMAND; may be given again. Without it: the floor, inspircd, ngircd and interlude.",
        HelpName = "SERVER",
    };

    private readonly Option<string[]> _durability = new("--durability") { Description = "Of interlude: none, process-crash or power-loss; may be given again.", DefaultValueFactory = _ => ["none"] };
    private readonly Option<string[]> _history = new("--history") { Description = "Of interlude: off, on; may be given again.", DefaultValueFactory = _ => ["off"] };
    private readonly Option<string?> _program = new("--interlude") { Description = "Another interlude.dll than the one that is published for this run.", HelpName = "FILE" };
    private readonly Option<string?> _sources = new("--sources") { Description = "The folder of limit.c and ircload.c; without it, shared/bench beside the repository.", HelpName = "FOLDER" };
    private readonly Option<int> _serverCpu = new("--server-cpu") { Description = "The processor that the server runs on." };
    private readonly Option<int> _generatorCpu = new("--generator-cpu") { Description = "The processor that the generator runs on.", DefaultValueFactory = _ => 1 };
    private string? _published;
    private readonly Option<bool> _unpinned = new("--unpinned") { Description = "Let both run anywhere." };

    public ServerOptions()
    {
        _durability.AcceptOnlyFromAmong("none", "process-crash", "power-loss");
        _history.AcceptOnlyFromAmong("off", "on");
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _servers, _durability, _history, _program, _sources, _serverCpu, _generatorCpu, _unpinned })
        {
            command.Add(option);
        }
    }

    public int? ServerCpu(ParseResult parsed) => parsed.GetValue(_unpinned) ? null : parsed.GetValue(_serverCpu);

    public int? GeneratorCpu(ParseResult parsed) => parsed.GetValue(_unpinned) ? null : parsed.GetValue(_generatorCpu);

    public string Sources(ParseResult parsed) => parsed.GetValue(_sources) ?? FloorServer.UsualSources();

    // Once for all: it takes a while.
    private string Published(Action<string> say) => _published ??= InterludeServer.Publish(say);

    /// <param name="parsed">The command line.</param>
    /// <param name="tags">Whether they are to offer them.</param>
    /// <param name="folder">Where the floor is compiled to.</param>
    /// <param name="say">Takes a sentence about one that is left out.</param>
    /// <exception cref="LoadException">One was asked for and cannot be had.</exception>
    public IReadOnlyList<ServerKind> Find(ParseResult parsed, bool tags, string folder, Action<string> say)
    {
        var found = new List<ServerKind>();
        var names = parsed.GetValue(_servers) is { Length: > 0 } given ? given : ["floor", "inspircd", "ngircd", "interlude"];
        foreach (var name in names)
        {
            switch (name)
            {
                case "floor":
                    if (FloorServer.Create(Sources(parsed), folder) is { } floor)
                    {
                        found.Add(floor);
                    }
                    else
                    {
                        say($"The floor is left out: no limit.c is in {Sources(parsed)}.");
                    }

                    break;
                case "inspircd":
                    found.Add(PeerServers.InspIrcd(tags));
                    break;
                case "ngircd":
                    found.Add(PeerServers.NgIrcd());
                    break;
                case "interlude":
                    found.AddRange(
                        from durability in parsed.GetRequiredValue(_durability)
                        from history in parsed.GetRequiredValue(_history)
                        select InterludeServer.Create(durability, history == "on", parsed.GetValue(_program) ?? Published(say)));
                    break;
                default:
                    found.Add(OtherServer.Parse(name));
                    break;
            }
        }

        return found;
    }
}
