using Interlude.Client.Keyboards;

namespace Interlude.Tests.Client.Keyboards;

public class WordFileTests
{
    [Fact]
    public void Words_stand_between_white_space()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "words");
        File.WriteAllText(path, "JOIN\tPART\r\n\n  日本 \n");

        Assert.Equal(["JOIN", "PART", "日本"], WordFile.Read(path, out var trouble));
        Assert.Null(trouble);
    }

    [Theory]
    [InlineData("/dev/zero", "The words of /dev/zero are not used: it has more than ")]
    [InlineData("/nowhere/words", "The words of /nowhere/words are not used: Could not find ")]
    [InlineData("/", "The words of / are not used: Access to the path '/' is denied.")]
    public void A_file_that_cannot_be_used_is_told(string path, string expected)
    {
        Assert.Empty(WordFile.Read(path, out var trouble));
        Assert.StartsWith(expected, trouble, StringComparison.Ordinal);
    }
}
