using Interlude.Server;

namespace Interlude.Tests.Server;

public sealed class AdmissionTests
{
    private static readonly Peer Ana = new("192.0.2.1", IsExempt: false);
    private static readonly Peer Bob = new("192.0.2.2", IsExempt: false);
    private static readonly Peer Local = new("127.0.0.1", IsExempt: true);

    [Fact]
    public void As_many_connections_as_the_limit_are_admitted_from_an_address_and_one_more_is_not()
    {
        var admission = new Admission(new ServerLimits { MaxConnectionsPerAddress = 2 });

        var results = Admit(admission, Ana, Ana, Ana);

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.AddressFull], results);
    }

    [Fact]
    public void Each_address_is_counted_by_itself()
    {
        var admission = new Admission(new ServerLimits { MaxConnectionsPerAddress = 1 });

        var results = Admit(admission, Ana, Bob, Ana, Bob);

        Assert.Equal(
            [AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.AddressFull, AdmissionResult.AddressFull],
            results);
    }

    [Fact]
    public void As_many_connections_in_all_as_the_limit_are_admitted_and_one_more_is_not()
    {
        var admission = new Admission(new ServerLimits { MaxConnections = 2 });

        var results = Admit(admission, Ana, Bob, new Peer("192.0.2.3", IsExempt: false));

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.Full], results);
    }

    [Fact]
    public void A_full_server_is_said_before_a_full_address()
    {
        var admission = new Admission(new ServerLimits { MaxConnections = 1, MaxConnectionsPerAddress = 1 });

        var results = Admit(admission, Ana, Ana);

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.Full], results);
    }

    [Fact]
    public void The_exempt_are_free_from_the_limit_per_address_and_not_from_that_in_all()
    {
        var admission = new Admission(new ServerLimits { MaxConnections = 3, MaxConnectionsPerAddress = 1 });

        var results = Admit(admission, Local, Local, Local, Local);

        Assert.Equal(
            [AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.Full],
            results);
    }

    [Fact]
    public void The_exempt_take_nothing_from_others_of_their_address()
    {
        var admission = new Admission(new ServerLimits { MaxConnectionsPerAddress = 1 });
        Admit(admission, Local);

        var results = Admit(admission, Local with { IsExempt = false }, Local with { IsExempt = false });

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.AddressFull], results);
    }

    [Fact]
    public void A_release_makes_room_for_one()
    {
        var admission = new Admission(new ServerLimits { MaxConnectionsPerAddress = 2 });
        Admit(admission, Ana, Ana);

        admission.Release(Ana);
        var results = Admit(admission, Ana, Ana);

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.AddressFull], results);
    }

    [Fact]
    public void A_release_of_all_leaves_the_server_empty()
    {
        var admission = new Admission(new ServerLimits { MaxConnections = 3, MaxConnectionsPerAddress = 1 });
        Admit(admission, Ana, Bob, Local);

        admission.Release(Local);
        admission.Release(Ana);
        admission.Release(Bob);
        var results = Admit(admission, Ana, Bob, Local);

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.Admitted], results);
    }

    [Fact]
    public void Who_was_refused_has_taken_nothing()
    {
        var admission = new Admission(new ServerLimits { MaxConnections = 2, MaxConnectionsPerAddress = 1 });
        Admit(admission, Ana, Ana, Ana);

        var results = Admit(admission, Bob);

        Assert.Equal([AdmissionResult.Admitted], results);
    }

    [Fact]
    public void Addresses_are_compared_as_they_are_written()
    {
        var admission = new Admission(new ServerLimits { MaxConnectionsPerAddress = 1 });

        var results = Admit(admission, new Peer("2001:db8::", false), new Peer("2001:DB8::", false));

        Assert.Equal([AdmissionResult.Admitted, AdmissionResult.Admitted], results);
    }

    [Fact]
    public void An_address_may_open_so_many_connections_in_a_minute_and_then_again()
    {
        var admission = new Admission(new ServerLimits { ConnectionsPerMinute = 2 });

        var results = new long[] { 0, 30_000, 59_999, 60_000, 60_001, 60_002 }.Select(at => ComeAndGo(admission, Ana, at));

        Assert.Equal(
            [
                AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.TooFast,
                AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.TooFast,
            ],
            results);
    }

    [Fact]
    public void The_minute_of_an_address_is_its_own_and_the_exempt_have_none()
    {
        var admission = new Admission(new ServerLimits { ConnectionsPerMinute = 1 });

        var results = new[] { Ana, Bob, Ana, Local, Local }.Select(peer => ComeAndGo(admission, peer, 0));

        Assert.Equal(
            [
                AdmissionResult.Admitted, AdmissionResult.Admitted, AdmissionResult.TooFast,
                AdmissionResult.Admitted, AdmissionResult.Admitted,
            ],
            results);
    }

    [Fact]
    public void Who_is_refused_for_another_reason_has_used_nothing_of_the_minute()
    {
        var admission = new Admission(new ServerLimits { MaxConnectionsPerAddress = 1, ConnectionsPerMinute = 2 });
        Admit(admission, Ana, Ana, Ana);
        admission.Release(Ana);

        Assert.Equal([AdmissionResult.Admitted], Admit(admission, Ana));
    }

    [Fact]
    public void The_rates_that_are_kept_are_bounded_and_the_oldest_gives_way()
    {
        var admission = new Admission(new ServerLimits { ConnectionsPerMinute = 1 });
        for (var i = 0; i < Admission.MaxRates + 2; i++)
        {
            ComeAndGo(admission, new Peer($"{i}", IsExempt: false), elapsed: 0);
        }

        Assert.InRange(admission.Rates, 1, Admission.MaxRates + 1);
        Assert.Equal(AdmissionResult.Admitted, ComeAndGo(admission, new Peer("0", IsExempt: false), elapsed: 1));
        Assert.Equal(AdmissionResult.TooFast, ComeAndGo(admission, new Peer($"{Admission.MaxRates}", IsExempt: false), elapsed: 1));

        ComeAndGo(admission, Ana, elapsed: 60_001);
        Assert.Equal(1, admission.Rates);
    }

    private static List<AdmissionResult> Admit(Admission admission, params Peer[] peers) =>
        [.. peers.Select(peer => admission.TryAdmit(peer, elapsed: 0))];

    private static AdmissionResult ComeAndGo(Admission admission, Peer peer, long elapsed)
    {
        var result = admission.TryAdmit(peer, elapsed);
        if (result == AdmissionResult.Admitted)
        {
            admission.Release(peer);
        }

        return result;
    }
}
