using System.Collections.Immutable;
using System.Globalization;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>How the server of a <see cref="Transcript"/> is configured: the defaults, and what its lines with <c>=</c> say.</summary>
internal sealed class TranscriptSettings
{
    private readonly Dictionary<string, int> _limits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<OperatorEntry> _operators = [];
    private readonly List<string> _motd = [];
    private readonly Dictionary<string, bool> _switches = new(StringComparer.Ordinal);
    private string[]? _mechanisms;
    private AlwaysOnRule _alwaysOn = AlwaysOnRule.OptIn;
    private ChannelName? _lobby = Names.Channel("#lobby");
    private string? _passwordVerifier;
    private bool _hasCloaks;
    private bool _isInMemory;
    private bool _keepsHistory = true;
    private ImmutableArray<FormerEpoch> _formerEpochs = [];

    /// <summary>What is wrong with the file when it is read anew; null: nothing.</summary>
    public string? Error { get; private set; }

    /// <summary>What recovery has to say; null: nothing.</summary>
    public string? News { get; private set; }

    /// <summary>Whether nobody has time to look at passwords.</summary>
    public bool IsBusy { get; private set; }

    public void Set(string[] words)
    {
        switch (words)
        {
            case ["Lobby", var lobby]:
                _lobby = lobby == "none" ? null : Names.Channel(lobby);
                break;
            case ["Operator", var name]:
                _operators.Add(new OperatorEntry(name, $"verifier of pass-{name}", "admin", OperatorPowers.All));
                break;
            case ["Helper", var name]:
                _operators.Add(new OperatorEntry(name, $"verifier of pass-{name}", "helper", OperatorPowers.None));
                break;
            case ["ConfigurationError", var error]:
                Error = error.Replace("\\x0A", "\n", StringComparison.Ordinal);
                break;
            case ["News", var news]:
                News = news;
                break;
            case ["FormerEpoch", var epoch] when epoch.Split(' ') is [var name, var last]:
                _formerEpochs = [.. _formerEpochs, new FormerEpoch(name, long.Parse(last, CultureInfo.InvariantCulture))];
                break;
            case ["Password"]:
                _passwordVerifier = "verifier of pass-server";
                break;
            case ["IsInMemory", var isInMemory]:
                _isInMemory = bool.Parse(isInMemory);
                break;
            case ["KeepsHistory", var keeps]:
                _keepsHistory = bool.Parse(keeps);
                break;
            case ["Busy", var isBusy]:
                IsBusy = bool.Parse(isBusy);
                break;
            case ["Mechanisms", .. var names]:
                _mechanisms = [.. names.SelectMany(name => name.Split(' ')).Where(name => name != "none")];
                break;
            case ["AlwaysOn", var rule]:
                _alwaysOn = Enum.Parse<AlwaysOnRule>(rule);
                break;
            case [("MayRegister" or "BeforeConnect" or "NeedsEmail" or "CustomNames" or "KeepsNicks") and var key, var isOn]:
                _switches[key] = bool.Parse(isOn);
                break;
            case ["Motd", var line]:
                _motd.Add(line);
                break;
            case ["Cloaks"]:
                _hasCloaks = true;
                break;
            case [var text, var value] when typeof(ServerProfile).GetProperty(text) is not null:
                _texts[text] = value;
                break;
            case [var limit, var number]:
                _limits[limit] = int.Parse(number, CultureInfo.InvariantCulture);
                break;
        }
    }

    public ServerOptions Options()
    {
        var profile = new ServerProfile { Name = "irc.test", Motd = [.. _motd], StartedAt = 1_700_000_000_000 };
        foreach (var (text, value) in _texts)
        {
            typeof(ServerProfile).GetProperty(text)!.SetValue(profile, value);
        }

        return new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = Limited(new WorldPolicy { Lobby = _lobby, AlwaysOn = _alwaysOn }),
            Accounts = Limited(Accounts()),
            ProcessKey = "the key of a process"u8.ToArray(),
            KeptKey = "the key of a process"u8.ToArray(),
            Limits = Limited(new ServerLimits()),
            Profile = profile,
            Operators = [.. _operators],
            PasswordVerifier = _passwordVerifier,
            CloakKey = _hasCloaks ? "a key of sixteen bytes"u8.ToArray() : (ReadOnlyMemory<byte>?)null,   // not that of a null array
            Epoch = "e",
            FormerEpochs = _formerEpochs,
            IsInMemory = _isInMemory,
            KeepsHistory = _keepsHistory,
        };
    }

    private AccountOptions Accounts()
    {
        var options = new AccountOptions { VerifierRounds = 4096 };
        return _mechanisms is null ? options : options with { Mechanisms = [.. _mechanisms] };
    }

    private T Limited<T>(T limits)
        where T : notnull
    {
        foreach (var property in typeof(T).GetProperties().Where(property => _limits.ContainsKey(property.Name)))
        {
            property.SetValue(limits, _limits[property.Name]);
        }

        foreach (var property in typeof(T).GetProperties().Where(property => _switches.ContainsKey(property.Name)))
        {
            property.SetValue(limits, _switches[property.Name]);
        }

        return limits;
    }
}
