using System.CommandLine;
using Interlude.Load.Patterns;

namespace Interlude.Load;

/// <summary>The numbers of a pattern as options; those that are not given are the pattern's own.</summary>
internal sealed class PatternOptions
{
    private readonly Option<int?> _clients = new("--clients") { Description = "How many clients.", HelpName = "N" };
    private readonly Option<int?> _groups = new("--groups") { Description = "How many channels, or pairs, they are dealt to.", HelpName = "N" };
    private readonly Option<int?> _senders = new("--senders") { Description = "How many speak.", HelpName = "N" };
    private readonly Option<int?> _window = new("--window") { Description = "Messages that each may have in flight.", HelpName = "N" };
    private readonly Option<int?> _size = new("--size") { Description = "Bytes of text.", HelpName = "N" };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _clients, _groups, _senders, _window, _size })
        {
            command.Add(option);
        }
    }

    /// <exception cref="LoadException">The numbers do not go together.</exception>
    public Pattern Apply(Pattern pattern, ParseResult parsed)
    {
        var applied = pattern with
        {
            Clients = parsed.GetValue(_clients) ?? pattern.Clients,
            Groups = parsed.GetValue(_groups) ?? pattern.Groups,
            Senders = parsed.GetValue(_senders) ?? pattern.Senders,
            Window = parsed.GetValue(_window) ?? pattern.Window,
            Size = parsed.GetValue(_size) ?? pattern.Size,
        };
        return applied.Fault() is { } fault ? throw new LoadException($"{pattern.Name}: {fault}") : applied;
    }
}
