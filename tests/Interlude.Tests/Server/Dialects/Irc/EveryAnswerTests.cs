using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;
using Interlude.Server.Dialects.Irc;
using Interlude.Server.Dialects.Irc.Commands;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>Whatever a client asks, the answer is well-formed.</summary>
public class EveryAnswerTests
{
    private static readonly string[] Words =
    [
        "ana", "#a", "#b", "#a,#b", "nobody", "0", "+b", "-o", "+o", "+ovb", "*", "*!*@*", "%tcnu,7", "S", "L", "C", "+", "-", "LS", "LIST",
        "REQ", "302", "draft/multiline", "batch", "+1", "-1", "u", "o", "irc.test", "interlude.local", "x", "@#a", "ana,#a,nobody", "PING",
    ];

    /// <summary>
    /// "Servers MUST include the tag in exactly one logical message": one labeled message, or one labeled batch with everything
    /// in it, and nothing beside but what the client says to itself. https://ircv3.net/specs/extensions/labeled-response
    /// </summary>
    [Fact]
    public void A_labeled_line_has_one_labeled_answer()
    {
        var verbs = IrcCommand.All.Select(command => command.Verb).Except(["QUIT", "BATCH", "CAP"], StringComparer.Ordinal).Append("NOSUCH").ToArray();
        var words = Gen.Elements(Words);
        var lines = (from verb in Gen.Elements(verbs)
                     from count in Gen.Choose(0, 4)
                     from rest in words.ArrayOf(count)
                     from last in Gen.Elements("", " :", " :some words")
                     select $"{verb} {string.Join(' ', rest)}{last}").ArrayOf(30);
        var all = string.Join(' ', Capability.All.Select(capability => capability.Name));

        Prop.ForAll(lines.ToArbitrary(), asked =>
        {
            var client = new IrcAsker(all);
            client.AskAll("JOIN #a");
            foreach (var line in asked)
            {
                CheckOneAnswer(line, client.AskAll($"@label=L {line}"));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static void CheckOneAnswer(string line, string[] answer)
    {
        var isLabeled = answer.Select(message => TagOf(message, "label") == "L").ToArray();
        Assert.True(isLabeled.Count(labeled => labeled) == 1, $"{line}\n{string.Join('\n', answer)}");
        var first = answer[Array.IndexOf(isLabeled, true)];
        var batch = VerbOf(first) == "BATCH" ? Reference(first) : null;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in answer)
        {
            Assert.True(Encoding.UTF8.GetByteCount(message[(message.StartsWith('@') ? message.IndexOf(' ', StringComparison.Ordinal) + 1 : 0)..]) <= IrcLimits.MaxBodyBytes, message);
            var within = TagOf(message, "batch");
            Assert.True(within is null || open.Contains(within), $"Not in an open batch: {message}");
            if (VerbOf(message) == "BATCH")
            {
                Assert.True(message.Contains(" BATCH +", StringComparison.Ordinal) ? open.Add(Reference(message)) : open.Remove(Reference(message)), message);
            }

            // What one's line brings to oneself as it does to others: a message, a new host, what one watches for.
            var isToOneself = VerbOf(message) is "PRIVMSG" or "NOTICE" or "TAGMSG" or "396" or "730" or "731";
            Assert.True(message == first || within is not null || isToOneself || (batch is not null && VerbOf(message) == "BATCH"), $"{line}\n{message}");
        }

        Assert.Empty(open);
    }

    private static string? TagOf(string message, string key) =>
        Parsed(message).Tags.TryGet(Encoding.ASCII.GetBytes(key), out var value) ? Encoding.UTF8.GetString(value) : null;

    private static string VerbOf(string message) => Encoding.UTF8.GetString(Parsed(message).Verb);

    private static string Reference(string message) => Encoding.UTF8.GetString(Parsed(message)[0][1..]);

    private static IrcMessage Parsed(string message)
    {
        Assert.True(IrcMessage.TryParse(Encoding.UTF8.GetBytes(message), out var parsed), message);
        return parsed;
    }
}
