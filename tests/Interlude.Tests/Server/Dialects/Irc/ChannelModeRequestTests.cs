using System.Text;
using Interlude.Irc;
using Interlude.Server.Dialects.Irc;
using Interlude.World;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>https://modern.ircdocs.horse/#channel-mode: types A to D, and the prefixes of members.</summary>
public class ChannelModeRequestTests
{
    private const string Unknown = "Z";

    /// <summary>Every letter, sign, and a parameter that is there, bad or missing: what is changed, asked for, or wrong.</summary>
    public static TheoryData<string, string> Letters
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (letter, _, _) in ChannelModes.Traits)
            {
                foreach (var sign in (string[])["+", "-"])
                {
                    data.Add($"{sign}{letter}", $"{sign}{letter}");
                    data.Add($"{sign}{letter} x", $"{sign}{letter}");
                }
            }

            foreach (var (letter, _, _) in ChannelModes.Lists)
            {
                foreach (var sign in (string[])["+", "-", ""])
                {
                    var told = sign == "-" ? "-" : "+";
                    data.Add($"{sign}{letter}", $"list {letter}");
                    data.Add($"{sign}{letter} x", $"{told}{letter} x!*@*");
                    data.Add($"{sign}{letter} m:x@y", $"{told}{letter} m:*!x@y");
                    data.Add($"{sign}{letter} :", $"fault {letter} NoMask");
                    data.Add($"{sign}{letter} :a b", $"fault {letter} NoMask a b");
                }
            }

            foreach (var (letter, _, _, _) in ChannelModes.Ranks)
            {
                foreach (var sign in (string[])["+", "-"])
                {
                    data.Add($"{sign}{letter}", $"fault {letter} NoParameter");
                    data.Add($"{sign}{letter} ana", $"{sign}{letter} ana");
                    data.Add($"{sign}{letter} 0bad", $"fault {letter} NoNick 0bad");
                    data.Add($"{sign}{letter} :", $"fault {letter} NoNick");
                }
            }

            foreach (var (line, read) in (ReadOnlySpan<(string, string)>)[
                ("+k", "fault k NoParameter"), ("+k x", "+k *"), ("-k", "-k *"), ("-k x", "-k *"),
                ("+l", "fault l NoParameter"), ("+l 5", "+l 5"), ("+l 0", "fault l NoLimit 0"), ("+l x", "fault l NoLimit x"),
                ("+l -5", "fault l NoLimit -5"), ("+l :", "fault l NoLimit"), ("+l 2147483648", "fault l NoLimit 2147483648"),
                ("-l", "-l"), ("-l 5", "-l"),
                ("+f", "fault f NoParameter"), ("+f #b", "+f #b"), ("+f b", "fault f NoChannel b"), ("-f", "-f"), ("-f #b", "-f"),
                ("+Z", "fault Z Unknown"), ("-Z x", "fault Z Unknown"), ("é", "fault é Unknown"), ("+é😀", "fault é Unknown;fault 😀 Unknown"),
                ("+", ""), ("-", ""), ("+-+-", ""),
            ])
            {
                data.Add(line, read);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Letters))]
    public void A_letter_is_read(string line, string read) => Assert.Equal(read, Describe(Parse(line)));

    [Theory]
    [InlineData("nt-m+i", "+n;+t;-m;+i")]
    [InlineData("+ov-b+k ana bob x key", "+o ana;+v bob;-b x!*@*;+k *")]
    [InlineData("+bbb x", "+b x!*@*;list b")]
    [InlineData("beIbeI", "list b;list e;list I")]
    [InlineData("+lo x ana", "+o ana;fault l NoLimit x")]
    [InlineData("-kl+l x 5", "-k *;-l;+l 5")]
    [InlineData("+ZoYZ ana", "+o ana;fault Z Unknown;fault Y Unknown")]
    [InlineData("+lll", "fault l NoParameter")]
    public void Letters_take_parameters_in_turn(string line, string read) => Assert.Equal(read, Describe(Parse(line)));

    [Fact]
    public void Changes_with_a_parameter_are_limited_and_the_others_are_not() =>
        Assert.Equal("+b a!*@*;-l;+k *;+n;-f", Describe(Parse("+b-l+kbo+n-f+b a x b c d", most: 2)));

    [Fact]
    public void Every_mode_string_of_three_is_read_as_a_simple_reader_reads_it()
    {
        foreach (var modes in Strings(upTo: 3))
        {
            var line = modes + ParametersFor(modes);

            Assert.Equal(Expected(modes), Describe(Parse(line)));
        }
    }

    [Fact]
    public void Every_mode_string_of_three_is_written_as_it_was_read()
    {
        foreach (var modes in Strings(upTo: 3))
        {
            var changes = Parse(modes + ParametersFor(modes)).Changes;

            var again = Parse(Written(changes)).Changes;

            Assert.Equal(changes.Select(Spelled), again.Select(Spelled));
        }
    }

    private static IEnumerable<string> Strings(int upTo)
    {
        var alphabet = "+-" + ChannelModes.Letters + Unknown;
        IEnumerable<string> strings = alphabet.Select(letter => $"{letter}");
        for (var length = 1; length <= upTo; length++)
        {
            foreach (var each in strings)
            {
                yield return each;
            }

            strings = strings.SelectMany(each => alphabet.Select(letter => each + letter));
        }
    }

    // One for each letter that takes one, none missing.
    private static string ParametersFor(string modes)
    {
        var (isSet, parameters) = (true, new StringBuilder());
        foreach (var letter in modes)
        {
            isSet = letter switch { '+' => true, '-' => false, _ => isSet };
            parameters.Append(ParameterOf(letter, isSet));
        }

        return parameters.ToString();
    }

    private static string ParameterOf(char letter, bool isSet) => letter switch
    {
        'b' or 'e' or 'I' => " x!*@*",
        'q' or 'a' or 'o' or 'h' or 'v' => " ana",
        'k' => " *",
        'l' when isSet => " 5",
        'f' when isSet => " #b",
        _ => "",
    };

    private static string Expected(string modes)
    {
        var (isSet, changes, fault) = (true, new List<string>(), "");
        foreach (var letter in modes)
        {
            isSet = letter switch { '+' => true, '-' => false, _ => isSet };
            if (letter == Unknown[0])
            {
                fault = $"fault {letter} Unknown";
            }
            else if (letter is not ('+' or '-'))
            {
                changes.Add($"{(isSet ? '+' : '-')}{letter}{ParameterOf(letter, isSet)}");
            }
        }

        return string.Join(';', fault.Length > 0 ? changes.Append(fault) : changes);
    }

    private static string Written(IEnumerable<ModeChange> changes)
    {
        var (modes, parameters) = (new StringBuilder("+"), new StringBuilder());
        foreach (var change in changes)
        {
            var (letter, parameter) = ChannelModes.Spell(change);
            modes.Append(change.IsSet ? '+' : '-').Append(letter);
            parameters.Append(parameter.Bytes.Length > 0 ? " " + Encoding.UTF8.GetString(parameter.Bytes) : "");
        }

        return modes.ToString() + parameters;
    }

    private static ChannelModeRequest Parse(string line, int most = 20)
    {
        Assert.True(IrcMessage.TryParse(Encoding.UTF8.GetBytes($"MODE #a {line}"), out var message));
        return ChannelModeRequest.Parse(message, Names.Channel("#c"), most);
    }

    private static string Describe(ChannelModeRequest request) => string.Join(
        ';',
        request.Changes.Select(Spelled)
            .Concat(request.Lists.Select(list => $"list {ChannelModes.Lists.First(mode => mode.List == list).Letter}"))
            .Concat(request.Faults.Select(fault =>
                $"fault {Encoding.UTF8.GetString(fault.Letter)} {fault.Kind} {Encoding.UTF8.GetString(fault.Parameter)}".TrimEnd())));

    private static string Spelled(ModeChange change)
    {
        var (letter, parameter) = ChannelModes.Spell(change);
        return $"{(change.IsSet ? '+' : '-')}{letter} {Encoding.UTF8.GetString(parameter.Bytes)}".TrimEnd();
    }
}
