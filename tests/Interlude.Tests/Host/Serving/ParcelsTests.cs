using System.Text;
using Interlude.Host.Serving;

namespace Interlude.Tests.Host.Serving;

/// <summary>Pieces that are put together once for all who are owed the same.</summary>
public class ParcelsTests
{
    [Fact]
    public void Each_gets_its_own_pieces_in_order_whoever_shares_them()
    {
        var parcels = new Parcels();
        var send = 0L;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var owed = new Parcel?[30];
            var expected = owed.Select(_ => new StringBuilder()).ToArray();
            for (var piece = random.Next(1, 40); piece > 0; piece--)
            {
                var text = new string((char)('a' + (piece % 26)), random.Next(10) == 0 ? random.Next(6_000) : random.Next(50));
                send++;
                foreach (var one in Enumerable.Range(0, owed.Length).Where(one => random.Next(4) > 0 || one < 10))
                {
                    owed[one] = parcels.Add(owed[one], Encoding.Latin1.GetBytes(text), send);
                    expected[one].Append(text);
                }
            }

            foreach (var one in Enumerable.Range(0, owed.Length).Where(one => owed[one] is not null).OrderBy(_ => random.Next()))
            {
                var parcel = owed[one]!;
                var text = expected[one].ToString();
                Assert.Equal(text.Length, parcel.Bytes);
                Assert.Equal(text, string.Concat(parcels.Pieces(parcel).ToArray().Select(piece => Encoding.Latin1.GetString(piece.Span))));
                if (parcel.Bytes <= Parcels.MostBytes)
                {
                    Assert.Equal(text, Encoding.Latin1.GetString(parcels.Whole(parcel)));
                }
            }

            parcels.Clear();
        }
    }

    [Fact]
    public void Who_is_owed_the_same_shares_a_parcel_and_who_is_owed_more_another()
    {
        var parcels = new Parcels();
        var (ana, bob, cyd) = (parcels.Add(null, "a"u8.ToArray(), 1), parcels.Add(null, "a"u8.ToArray(), 1), parcels.Add(null, "a"u8.ToArray(), 1));
        (ana, bob) = (parcels.Add(ana, "b"u8.ToArray(), 2), parcels.Add(bob, "b"u8.ToArray(), 2));

        Assert.Same(ana, bob);
        Assert.NotSame(ana, cyd);
        Assert.Equal("ab"u8, parcels.Whole(ana));
        Assert.Equal("a"u8, parcels.Whole(cyd));
    }

    [Fact]
    public void Of_many_no_more_are_kept_than_should_be_at_once()
    {
        var parcels = new Parcels();
        for (var round = 0; round < 2; round++)
        {
            for (var send = 1; send <= 2 * Parcels.Most; send++)
            {
                Assert.Equal(send > Parcels.Most, parcels.AreMany);
                Assert.Equal("a"u8, parcels.Whole(parcels.Add(null, "a"u8.ToArray(), send)));
            }

            parcels.Clear();
        }

        Assert.False(parcels.AreMany);
    }

    [Fact]
    public void In_steady_state_nothing_is_allocated()
    {
        var parcels = new Parcels();
        ReadOnlyMemory<byte> one = new byte[100], other = new byte[200];
        var least = long.MaxValue;
        var (send, bytes) = (0L, 0);
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var seat = 0; seat < 100; seat++)
            {
                send += 2;
                bytes += parcels.Whole(parcels.Add(parcels.Add(null, one, send - 1), other, send)).Length;
            }

            parcels.Clear();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal((0, 20 * 100 * 300), (least, bytes));
    }
}
