using System.Globalization;
using Interlude.Server;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>What was said before, as somebody on plain lines asks for it and is told.</summary>
internal static class ReferenceReading
{
    /// <summary>What a line asks for: the sentence that refuses it; null, and history is read.</summary>
    public static string? WhyNot(ReferenceClient client, ReferenceWorld world, string first, string more)
    {
        var isNumber = IsNumber(first);
        var name = isNumber ? string.Empty : first;
        if (isNumber && more.Length > 0)
        {
            return "* That is a word too many: /history ";
        }

        if (more.Length > 0 && !IsNumber(more))
        {
            return $"* {Fragments.Show(more)} is no number of messages: /history ";
        }

        if (name.Length > 0 && !name.StartsWith('#'))
        {
            return Spellings.NickKey(name) >= 0 ? null : "* A name ";
        }

        if (name.Length == 0 && client.Current is null)
        {
            return "* You are talking in no channel";
        }

        name = name.Length == 0 ? client.Current!.Name : name;
        return Spellings.ChannelKey(name) < 0 ? "* A channel's name "
            : world.FindChannel(name)?.Members.Contains(client.User!) == true ? null
            : $"* You are not in {name}, so you cannot read what was said there.";
    }

    /// <summary>A page, in lines.</summary>
    public static IEnumerable<Expected> Lines(ReferenceUser user, HistoryPage page) => page.Items.IsEmpty
        ? [Expected.Beginning("* Nothing is kept of what was said ")]
        : page.Items.SelectMany(item => Lines(user, item.Event)).Select(Expected.Again).Prepend(Expected.Beginning("* What was said "));

    private static IEnumerable<string> Lines(ReferenceUser user, Event happened) => happened switch
    {
        Event.Said said => SpeechWording.Said(new Happening(What.Said, []) { ActorNick = said.User.Nick.Value, Speech = said.Speech, Ranks = said.To }),
        Event.Told told => SpeechWording.Told(
            new Happening(What.Told, []) { ActorNick = told.User.Nick.Value, TargetNick = told.Target.Nick.Value, Speech = told.Speech }, told.User.Id.Sequence != user.Id),
        _ => throw new BrokenException($"Only messages are read by who has plain lines.\n  {happened}"),
    };

    private static bool IsNumber(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
}
