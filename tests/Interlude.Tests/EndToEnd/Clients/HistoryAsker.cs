using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>Somebody with an account who reads by <c>CHATHISTORY</c>, page after page, all that was said in a conversation.</summary>
internal sealed partial class HistoryAsker : IDisposable
{
    private const int PageSize = 100;

    private readonly Person _person;
    private int _pings;

    private HistoryAsker(Person person) => _person = person;

    /// <summary>Arrives with an account that there is.</summary>
    public static async Task<HistoryAsker> LogInAsync(int port, string account, string password)
    {
        var person = await Person.ConnectAsync(port);
        await person.WriteAsync(Greeting(account, password, "message-tags batch draft/chathistory"));
        await person.ReadToAsync($" 001 {account} ");
        return new HistoryAsker(person);
    }

    /// <summary>The lines with which somebody logs in and arrives.</summary>
    public static string Greeting(string account, string password, string capabilities) =>
        $"CAP REQ :sasl {capabilities}\r\nNICK {account}\r\nUSER {account} 0 * :T\r\nAUTHENTICATE PLAIN\r\n"
        + $"AUTHENTICATE {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{account}\0{password}"))}\r\nCAP END\r\n";

    /// <summary>Does something, and waits until it is done.</summary>
    public async Task DoAsync(string line)
    {
        var ping = string.Create(CultureInfo.InvariantCulture, $"done-{++_pings}");
        await _person.WriteAsync($"{line}\r\nPING {ping}\r\n");
        await _person.ReadToAsync($" PONG ");
    }

    /// <summary>All that was said there, from the last to the first: the text and the msgid of each.</summary>
    public async Task<List<(string Text, string Id)>> ReadAsync(string conversation)
    {
        var all = new List<(string Text, string Id)>();
        for (var from = "LATEST {0} *"; ; from = $"BEFORE {{0}} msgid={all[^1].Id}")
        {
            await _person.WriteAsync(string.Format(CultureInfo.InvariantCulture, $"CHATHISTORY {from} {PageSize}\r\n", conversation));
            var page = await ReadPageAsync();
            all.AddRange(page.AsEnumerable().Reverse());
            if (page.Count < PageSize)
            {
                return all;
            }
        }
    }

    public void Dispose() => _person.Dispose();

    private async Task<List<(string Text, string Id)>> ReadPageAsync()
    {
        var page = new List<(string, string)>();
        while (await _person.ReadLineAsync() is { } line)
        {
            if (line.Contains(" BATCH -", StringComparison.Ordinal))
            {
                return page;
            }

            Assert.DoesNotContain(" FAIL ", $" {line}", StringComparison.Ordinal);
            if (Said().Match(line) is { Success: true } said)
            {
                page.Add((said.Groups[2].Value, said.Groups[1].Value));
            }
        }

        throw new EndOfStreamException();
    }

    [GeneratedRegex("^@\\S*msgid=([^; ]+)\\S* :\\S+ (?:PRIVMSG|NOTICE) \\S+ :(.*)$")]
    private static partial Regex Said();
}
