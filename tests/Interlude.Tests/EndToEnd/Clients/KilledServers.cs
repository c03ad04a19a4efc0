namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>
/// One data directory under servers that are killed one after the other, what was said to them and what was received of it; and whether
/// a client that asks for history gets just that.
/// </summary>
internal sealed class KilledServers(string durability) : IDisposable
{
    private const string Password = "a-password";

    // One who writes plain lines, as a guest, and two of IRC, who have accounts.
    private static readonly string[] Accounts = ["talker1", "talker2"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<CrashTalker> _talkers = [];
    private readonly Dictionary<string, string> _heard = [];
    private int _lives;

    /// <summary>The data directory.</summary>
    public string Folder => _folder.Path;

    /// <summary>What the command lines of the servers begin with, to start them in surroundings of their own; empty for none.</summary>
    public string[] Within { get; set; } = [];

    public int Said => _talkers.Sum(talker => talker.Said);

    public int Heard => _heard.Count;

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts a server on what the one before has left; its files can be limited while it runs.</summary>
    public ChildProcess Serve() => ChildProcess.LimitedServe(
        _folder.Path, Within, "--set", $"data.durability={durability}", "--set", "accounts.rounds=4096",
        "--listen", "irc://127.0.0.1:0", "--listen", "plain://127.0.0.1:0");

    /// <summary>The largest file of the log or the history.</summary>
    public long LargestFile() => Directory.GetFiles(Folder, "*.db*").Max(path => new FileInfo(path).Length);

    /// <summary>Makes the accounts, and a channel whose history outlives those who are on it.</summary>
    public async Task PrepareAsync()
    {
        await using var serve = Serve();
        var (irc, _) = await serve.ReadPortsAsync();
        foreach (var account in Accounts)
        {
            using var person = await Person.ConnectAsync(irc);
            await person.WriteAsync($"NICK {account}\r\nUSER {account} 0 * :T\r\nREGISTER {account} * {Password}\r\nJOIN #a\r\nCS REGISTER #a\r\nCS SET #a HISTORY ALL\r\n");
            await person.ReadToAsync(account == Accounts[0] ? "read the history since it was registered" : " 366 ");
        }

        serve.Terminate();
        await serve.WaitForExitAsync();
    }

    /// <summary>Has people talk until their connections are gone, and remembers what they have heard.</summary>
    /// <param name="irc">Where IRC is spoken.</param>
    /// <param name="plain">Where plain lines are.</param>
    /// <param name="heard">Called for each word that comes.</param>
    /// <param name="refused">Called for each that is refused.</param>
    public async Task TalkAsync(int irc, int plain, Action heard, Action? refused = null)
    {
        var life = ++_lives;
        List<CrashTalker> talkers =
        [
            new(life, 0, password: null, heard, refused),
            .. Accounts.Select((_, index) => new CrashTalker(life, index + 1, Password, heard, refused)),
        ];
        await Task.WhenAll(talkers.Select((talker, number) => talker.TalkAsync(number == 0 ? plain : irc))).WaitAsync(TimeSpan.FromSeconds(60));
        foreach (var (token, id) in talkers.SelectMany(talker => talker.Heard))
        {
            _heard[token] = _heard.GetValueOrDefault(token) is { Length: > 0 } known ? known : id;
        }

        talkers.ForEach(talker => talker.Dispose());
        _talkers.AddRange(talkers);
    }

    /// <summary>Asks a server that has just begun for all history, and compares.</summary>
    /// <param name="irc">Where it speaks IRC.</param>
    /// <param name="what">How to find this again.</param>
    public async Task CompareAsync(int irc, string what)
    {
        var kept = new List<(string Text, string Id)>();
        foreach (var account in Accounts)
        {
            using var asker = await HistoryAsker.LogInAsync(irc, account, Password);
            kept.AddRange(await asker.ReadAsync(account));   // what it has said to itself
            if (account == Accounts[0])
            {
                await asker.DoAsync("JOIN #a");
                kept.AddRange(await asker.ReadAsync("#a"));
            }
        }

        var ids = kept.Select(said => (Token: CrashTalker.TokenIn(said.Text), said.Id)).ToLookup(said => said.Token, said => said.Id);
        var lost = _heard.Where(word => !ids[word.Key].Any(id => word.Value.Length == 0 || word.Value == id)).ToList();
        var invented = ids.Where(said => !_talkers.Exists(talker => talker.MayHaveSaid(said.Key))).ToList();
        var twice = ids.Where(said => said.Count() > 1).ToList();
        Assert.True(
            lost.Count + invented.Count + twice.Count == 0,
            $"{what}, {durability}, after life {_lives}: {lost.Count} words that were received are lost ({string.Join(' ', lost.Take(5))}), "
            + $"{invented.Count} are invented ({string.Join(' ', invented.Take(5).Select(said => said.Key))}), {twice.Count} are there twice.");
    }
}
