using System.Buffers;
using System.Text;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class NumericTests
{
    [Theory]
    [InlineData(Numeric.RPL_WELCOME, "001")]
    [InlineData(Numeric.RPL_BOUNCE, "010")]
    [InlineData(Numeric.RPL_NAMREPLY, "353")]
    [InlineData(Numeric.RPL_SASLMECHS, "908")]
    public void A_numeric_is_sent_as_three_digits(Numeric numeric, string digits)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new IrcWriter(output);

        writer.WriteVerb(numeric);

        Assert.Equal(digits, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Each_number_has_one_name_of_the_two_kinds()
    {
        var numerics = Enum.GetValues<Numeric>().Where(numeric => numeric != Numeric.None).ToList();

        Assert.Equal(numerics.Distinct(), numerics);
        Assert.All(numerics, numeric =>
        {
            Assert.Matches("^(RPL|ERR)_[A-Z]+[0-9]?$", numeric.ToString());
            Assert.InRange((int)numeric, 1, 999);
        });
    }
}
