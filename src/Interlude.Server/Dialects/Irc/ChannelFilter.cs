using System.Buffers.Text;
using System.Text;
using Interlude.World;
using Interlude.World.Unicode;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Which channels LIST is asked for: all conditions must hold; names and masks are alternatives.</summary>
/// <remarks>
/// <code>
/// filter    = item *( "," item )
/// item      = name / mask / "!" mask                        ; M and N of ELIST
///           / ( "&lt;" / ">" ) users                            ; U
///           / ( "C" / "T" ) ( "&lt;" / ">" ) minutes            ; created, topic set: less or more than so long ago
/// </code>
/// https://modern.ircdocs.horse/#elist-parameter. A condition that is none of these is passed over, and so are masks beyond the sixteenth. A channel without a
/// topic fits no condition on its topic's time.
/// </remarks>
internal sealed class ChannelFilter
{
    // Each is held against the name of every channel.
    private const int MostMasks = 16;

    private readonly List<byte[]> _masks = [];
    private readonly List<byte[]> _excluded = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Func<ChannelView, long, bool>> _conditions = [];
    private bool _isChoice;

    /// <summary>Adds an item.</summary>
    public void Add(ReadOnlySpan<byte> item)
    {
        if (item.IsEmpty)
        {
            return;
        }

        if (item[0] is (byte)'<' or (byte)'>')
        {
            AddComparison(item, channel => channel.Count);
        }
        else if (item.Length > 1 && item[1] is (byte)'<' or (byte)'>' && item[0] is (byte)'C' or (byte)'c')
        {
            AddAge(item[1..], channel => channel.CreatedAt);
        }
        else if (item.Length > 1 && item[1] is (byte)'<' or (byte)'>' && item[0] is (byte)'T' or (byte)'t')
        {
            AddAge(item[1..], channel => channel.Topic.Length == 0 ? null : channel.TopicAt);
        }
        else if (item[0] == (byte)'!')
        {
            AddMask(item[1..], _excluded);
        }
        else
        {
            AddChoice(item);
        }
    }

    /// <summary>Whether a channel is among those asked for.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="now">The time, for what is so long ago.</param>
    public bool Fits(ChannelView channel, Timestamp now)
    {
        var key = Encoding.UTF8.GetBytes(channel.Name.Key);
        return (!_isChoice || _names.Contains(channel.Name.Key) || _masks.Exists(mask => Mask.Matches(mask, key)))
            && !_excluded.Exists(mask => Mask.Matches(mask, key))
            && _conditions.TrueForAll(condition => condition(channel, now.Milliseconds));
    }

    private void AddChoice(ReadOnlySpan<byte> item)
    {
        _isChoice = true;
        if (item.ContainsAny((byte)'*', (byte)'?'))
        {
            AddMask(item, _masks);
        }
        else if (ChannelName.TryCreate(item, out var name, out _))
        {
            _names.Add(name.Key);
        }
    }

    private static void AddMask(ReadOnlySpan<byte> mask, List<byte[]> masks)
    {
        var folded = Encoding.UTF8.GetBytes(Fold.Of(Encoding.UTF8.GetString(mask)));
        if (!mask.IsEmpty && masks.Count < MostMasks && !masks.Exists(known => known.AsSpan().SequenceEqual(folded)))
        {
            masks.Add(folded);
        }
    }

    private void AddAge(ReadOnlySpan<byte> comparison, Func<ChannelView, Timestamp?> since)
    {
        const long Minute = 60_000;
        if (TryRead(comparison, out var isLess, out var minutes))
        {
            _conditions.Add((channel, now) =>
                since(channel) is { } at && (isLess ? now - at.Milliseconds < minutes * Minute : now - at.Milliseconds > minutes * Minute));
        }
    }

    private void AddComparison(ReadOnlySpan<byte> comparison, Func<ChannelView, int> number)
    {
        if (TryRead(comparison, out var isLess, out var limit))
        {
            _conditions.Add((channel, _) => isLess ? number(channel) < limit : number(channel) > limit);
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> comparison, out bool isLess, out int number)
    {
        isLess = comparison[0] == (byte)'<';
        var digits = comparison[1..];
        number = 0;
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(digits, out number, out _);
    }
}
