using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a MODE line wants of a channel: changes, in order; lists, each once; and what is wrong with it.</summary>
/// <remarks>
/// <code>
/// modes  = *( "+" / "-" / letter )      ; without a sign in front: "+"
/// </code>
/// Each letter that needs a parameter takes the next one. A list's letter without one asks for the list, whatever its
/// sign; <c>-k</c> takes one if there is one; <c>-l</c> and <c>-f</c> take none. https://modern.ircdocs.horse/#mode-message
/// </remarks>
internal sealed class ChannelModeRequest
{
    private readonly List<ModeChange> _changes = [];
    private readonly List<MaskList> _lists = [];
    private readonly List<ModeFault> _faults = [];
    private readonly Queue<byte[]> _parameters = new();
    private readonly ChannelName _channel;
    private readonly int _most;
    private int _withParameter;

    private ChannelModeRequest(ChannelName channel, int most) => (_channel, _most) = (channel, most);

    public IReadOnlyList<ModeChange> Changes => _changes;

    public IReadOnlyList<MaskList> Lists => _lists;

    public IReadOnlyList<ModeFault> Faults => _faults;

    /// <summary>Reads the parameters of MODE behind the target.</summary>
    /// <param name="message">The message, of which parameter 1 is the mode string.</param>
    /// <param name="channel">The target.</param>
    /// <param name="most">Changes with a parameter beyond so many are passed over (MODES).</param>
    public static ChannelModeRequest Parse(scoped in IrcMessage message, ChannelName channel, int most)
    {
        var request = new ChannelModeRequest(channel, most);
        for (var index = 2; index < message.Count; index++)
        {
            request._parameters.Enqueue(message[index].ToArray());
        }

        var isSet = true;
        foreach (var letter in Encoding.UTF8.GetString(message[1]).EnumerateRunes())
        {
            if (letter.Value is '+' or '-')
            {
                isSet = letter.Value == '+';
            }
            else
            {
                request.Take(letter, isSet);
            }
        }

        return request;
    }

    private void Take(Rune letter, bool isSet)
    {
        var mode = letter.IsAscii ? (char)letter.Value : '\0';
        if (ChannelModes.TraitOf(mode) is var trait && trait != ChannelTraits.None)
        {
            _changes.Add(new ModeChange.Trait(isSet, trait));
        }
        else if (ChannelModes.ListOf(mode) is { } list)
        {
            TakeMask(letter, isSet, list);
        }
        else if (mode is ChannelModes.Limit or ChannelModes.Forward && !isSet)
        {
            _changes.Add(mode == ChannelModes.Limit ? new ModeChange.Limit(false, 0) : new ModeChange.Forward(false, null));
        }
        else if (mode is ChannelModes.Key or ChannelModes.Limit or ChannelModes.Forward || ChannelModes.RankOf(mode) != Ranks.None)
        {
            TakeWithParameter(letter, mode, isSet);
        }
        else
        {
            AddOnce(new ModeFault(ModeFaultKind.Unknown, BytesOf(letter), []));
        }
    }

    private void TakeMask(Rune letter, bool isSet, MaskList list)
    {
        if (!_parameters.TryDequeue(out var parameter))
        {
            if (!_lists.Contains(list))
            {
                _lists.Add(list);
            }
        }
        else if (++_withParameter > _most)
        {
            return;
        }
        else if (ChannelMask.TryCreate(parameter, out var mask))
        {
            _changes.Add(new ModeChange.Mask(isSet, list, mask));
        }
        else
        {
            _faults.Add(new ModeFault(ModeFaultKind.NoMask, BytesOf(letter), parameter));
        }
    }

    private void TakeWithParameter(Rune letter, char mode, bool isSet)
    {
        var isGiven = _parameters.TryDequeue(out var parameter);
        if (!isGiven && (mode != ChannelModes.Key || isSet))
        {
            AddOnce(new ModeFault(ModeFaultKind.NoParameter, BytesOf(letter), []));
        }
        else if (++_withParameter <= _most)
        {
            Take(letter, mode, isSet, parameter ?? []);
        }
    }

    private void Take(Rune letter, char mode, bool isSet, byte[] parameter)
    {
        switch (mode)
        {
            case ChannelModes.Key:
                _changes.Add(new ModeChange.Key(isSet, IrcTexts.From(parameter)));
                break;
            case ChannelModes.Limit when TryReadLimit(parameter, out var limit):
                _changes.Add(new ModeChange.Limit(true, limit));
                break;
            case ChannelModes.Limit:
                _faults.Add(new ModeFault(ModeFaultKind.NoLimit, BytesOf(letter), parameter));
                break;
            case ChannelModes.Forward when ChannelName.TryCreate(parameter, out var channel, out _) && string.Equals(channel.Key, _channel.Key, StringComparison.Ordinal):
                _faults.Add(new ModeFault(ModeFaultKind.Itself, BytesOf(letter), parameter));
                break;
            case ChannelModes.Forward when ChannelName.TryCreate(parameter, out var channel, out _):
                _changes.Add(new ModeChange.Forward(true, channel));
                break;
            case ChannelModes.Forward:
                _faults.Add(new ModeFault(ModeFaultKind.NoChannel, BytesOf(letter), parameter));
                break;
            case var _ when Nick.TryCreate(parameter, out var nick, out _):
                _changes.Add(new ModeChange.Rank(isSet, ChannelModes.RankOf(mode), nick));
                break;
            default:
                _faults.Add(new ModeFault(ModeFaultKind.NoNick, BytesOf(letter), parameter));
                break;
        }
    }

    private static bool TryReadLimit(ReadOnlySpan<byte> digits, out int limit)
    {
        limit = 0;
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && System.Buffers.Text.Utf8Parser.TryParse(digits, out limit, out _) && limit > 0;
    }

    // One that says the same as another says nothing.
    private void AddOnce(ModeFault fault)
    {
        if (!_faults.Exists(known => known.Kind == fault.Kind && known.Letter.AsSpan().SequenceEqual(fault.Letter)))
        {
            _faults.Add(fault);
        }
    }

    private static byte[] BytesOf(Rune letter) => Encoding.UTF8.GetBytes(letter.ToString());
}
