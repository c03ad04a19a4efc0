using System.CommandLine;
using System.Text;
using Interlude.Client.Pipes;
using Interlude.Client.Scripts;
using Interlude.Host.Connecting;

namespace Interlude.Tests.Host.Connecting;

public class TalkOptionsTests
{
    [Theory]
    [InlineData("--send a --expect b --send c", "say a, wait 30 b, say c")]
    [InlineData("--expect b --send=a --timeout 2 --until c --send --expect", "wait 2 b, say a, go on 2 c, say --expect")]
    [InlineData("--send a --send b --expect c --expect d", "say a, say b, wait 30 c, wait 30 d")]
    public void Steps_keep_the_order_of_the_command_line(string arguments, string expected)
    {
        var (options, parsed) = Parse(arguments.Split(' '));

        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, string.Join(", ", options.ReadSteps(parsed).Select(Told)));
    }

    [Theory]
    [InlineData("--expect (", "--expect: \"(\" is no regular expression: ")]
    [InlineData("--until (?=x)", "--until: \"(?=x)\" looks around or back (as (?=…) or \\1 do), which is not done here.")]
    [InlineData("--timeout -1", "--timeout: \"-1\" is not a number of seconds above 0, up to a day.")]
    [InlineData("--rate 0", "--rate: \"0\" is not a number of lines a second, from 0.001 to 1000000.")]
    [InlineData("--at-end never", "--at-end: 'never' is no policy; it is half-close, \"linger SECONDS\", \"replies N\", leave or keep.")]
    public void What_is_wrong_is_told_in_a_sentence(string arguments, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Parse(arguments.Split(' ')).Parsed.Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void A_script_that_ends_with_a_wait_leaves_and_one_that_ends_with_a_word_hears_the_server_out()
    {
        Assert.IsType<EndOfInput.Leave>(EndOf(canHalfClose: true, "--send", "a", "--expect", "b"));
        Assert.Equal(new EndOfInput.HalfClose(TimeSpan.Zero), EndOf(canHalfClose: true, "--expect", "b", "--send", "a"));
        Assert.Equal(new EndOfInput.HalfClose(TimeSpan.FromSeconds(2)), EndOf(canHalfClose: false, "--send", "a"));
        Assert.Equal(new EndOfInput.HalfClose(TimeSpan.FromSeconds(0.5)), EndOf(canHalfClose: false, "--linger", "0.5"));
        Assert.Equal(new EndOfInput.HalfClose(TimeSpan.Zero), EndOf(canHalfClose: false, "--at-end", "half-close"));
        Assert.IsType<EndOfInput.Keep>(EndOf(canHalfClose: true, "--send", "a", "--expect", "b", "--at-end", "keep"));
    }

    [Theory]
    [InlineData(true, "--timeout 3", "--timeout is for --expect and --until; ")]
    [InlineData(true, "--linger 3", "--linger changes what is done by default")]
    [InlineData(false, "--linger 3 --at-end keep", "--linger changes what is done by default")]
    [InlineData(false, "--linger 3 --send a --expect b", "--linger changes what is done by default")]
    [InlineData(true, "--send \uFFFD", "--send: \"\uFFFD\" is not UTF-8; ")]
    [InlineData(false, "--linger 3", null)]
    [InlineData(true, "--until b --timeout 3", null)]
    public void An_option_that_would_do_nothing_is_refused(bool canHalfClose, string arguments, string? expected)
    {
        var (options, parsed) = Parse(arguments.Split(' '));

        var refusal = options.Check(parsed, canHalfClose);

        Assert.Equal(expected is null, refusal is null);
        Assert.StartsWith(expected ?? "", refusal ?? "", StringComparison.Ordinal);
    }

    private static EndOfInput EndOf(bool canHalfClose, params string[] arguments)
    {
        var (options, parsed) = Parse(arguments);
        return options.ReadEndOfInput(parsed, canHalfClose);
    }

    private static (TalkOptions Options, ParseResult Parsed) Parse(string[] arguments)
    {
        var (options, command) = (new TalkOptions(), new Command("connect"));
        options.AddTo(command);
        return (options, command.Parse(arguments));
    }

    private static string Told(Step step) => step switch
    {
        Step.Send send => $"say {Encoding.UTF8.GetString(send.Line.Span)}",
        Step.Expect expect => $"{(expect.IsPatient ? "go on" : "wait")} {expect.Timeout.TotalSeconds} {expect.Pattern}",
        _ => throw new InvalidOperationException(),
    };
}
