using System.Text;
using Interlude.Load.Wire;

namespace Interlude.Tests.Load;

public sealed class MessageTailTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(59_999, 1_073_741_823, 1_152_921_504_606_846_975)]
    [InlineData(63, 64, 40_000_000_000_000)]
    public void What_is_written_is_read_behind_anything(int sender, int number, long time)
    {
        var line = Encoding.ASCII.GetBytes("@time=2026-11-26T21:00:00.000Z;msgid=a :u1!u@h PRIVMSG #b0 :xxx" + new string(' ', MessageTail.Length));

        new MessageTail(sender, number, time).Write(line.AsSpan(line.Length - MessageTail.Length));

        Assert.True(MessageTail.TryRead(line, out var tail));
        Assert.Equal(new MessageTail(sender, number, time), tail);
        Assert.All(line, value => Assert.InRange(value, (byte)' ', (byte)'~'));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":bench.example 372 u1 :- a message of the day that is long enough")]
    public void Another_line_has_none(string line)
    {
        Assert.False(MessageTail.TryRead(Encoding.ASCII.GetBytes(line), out _));
    }
}
