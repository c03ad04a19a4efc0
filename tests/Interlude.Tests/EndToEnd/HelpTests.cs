namespace Interlude.Tests.EndToEnd;

/// <summary>What the program says of its command lines.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("interlude completions <SHELL>", "completions", "--help")]
    [InlineData("interlude account add <NAME>", "account", "add", "-h")]
    [InlineData("interlude connect [<HOST> [<PORT>]]", "connect", "--help")]
    public async Task Help_comes_also_where_an_argument_is_missing(string usage, params string[] arguments)
    {
        await using var program = ChildProcess.Interlude(arguments);

        Assert.Contains(usage, await program.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal((0, ""), await program.WaitForExitAsync());
    }

    [Theory]
    [InlineData("Type interlude --help for more.", "bogus")]
    [InlineData("Type interlude account add --help for more.", "account", "add")]
    public async Task What_is_wrong_names_the_help_that_tells_more(string says, params string[] arguments)
    {
        await using var program = ChildProcess.Interlude(arguments);

        var (code, error) = await program.WaitForExitAsync();
        Assert.Equal(2, code);
        Assert.EndsWith(says + "\n", error, StringComparison.Ordinal);
    }
}
