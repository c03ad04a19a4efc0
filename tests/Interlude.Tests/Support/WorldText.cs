using System.Globalization;
using System.Text;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>All that a viewer can see of a world, in words: what is not in them is not seen.</summary>
internal static class WorldText
{
    internal static string Of(WorldView view)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{view.Counts}\n");
        foreach (var channel in view.Channels())
        {
            Write(text, channel);
        }

        // By name, too: an exact name may find more than a list shows.
        foreach (var nick in WorldHistory.AllNicks)
        {
            Write(text, nick, view.Find(nick));
            text.AppendJoin(' ', view.PastUsers(nick)).Append('\n');
        }

        foreach (var name in WorldHistory.AllChannels)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {view.Find(name)?.Name}\n");
        }

        foreach (var account in view.Accounts())
        {
            text.Append(PartsOf.Of(account)).Append('\n');
        }

        text.AppendJoin(' ', view.Users().Select(user => user.Identity.Id));
        return text.ToString();
    }

    private static void Write(StringBuilder text, ChannelView channel)
    {
        text.Append(CultureInfo.InvariantCulture, $"{channel.Name} {channel.CreatedAt} '{channel.Topic}' by '{channel.TopicBy}' {channel.TopicAt} ");
        text.Append(CultureInfo.InvariantCulture, $"{channel.Traits} {channel.HasKey} {channel.Limit} {channel.Forward} {channel.Count} {channel.HasViewer}: ");
        text.Append(PartsOf.Of(channel.Registration)).Append(' ');
        text.AppendJoin(' ', channel.Members.Select(member => $"{member.Identity} {member.Ranks} {member.Away}"));
        text.AppendJoin(' ', Enum.GetValues<MaskList>().SelectMany(channel.MasksOf)).Append('\n');
    }

    private static void Write(StringBuilder text, Nick nick, UserView? user)
    {
        text.Append(CultureInfo.InvariantCulture, $"{nick}: {user?.Identity} {user?.Identity.Id} '{user?.RealName}' '{user?.Away}' {user?.Modes} ");
        text.Append(CultureInfo.InvariantCulture, $"{user?.RealHost} {user?.OperatorClass} {user?.SpokeAt} on ");
        text.AppendJoin(' ', user?.Ranked ?? []).Append(" invited to ").AppendJoin(' ', user?.Invitations ?? []).Append('\n');
    }
}
