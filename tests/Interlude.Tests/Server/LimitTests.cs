namespace Interlude.Tests.Server;

public class LimitTests
{
    [Fact]
    public void A_flood_waits_in_order_and_is_told_once() => Transcript.Check("Plain/limits-flood.txt");

    [Fact]
    public void One_connection_too_many_is_told_and_closed() => Transcript.Check("Plain/limits-connections.txt");

    [Fact]
    public void One_connection_too_many_from_an_address_is_told_and_closed() => Transcript.Check("Plain/limits-address.txt");

    [Fact]
    public void One_connection_too_many_in_a_minute_is_told_and_closed() => Transcript.Check("Plain/limits-rate.txt");

    [Fact]
    public void Channels_are_limited_for_each_person_and_in_all() => Transcript.Check("Plain/limits-channels.txt");

    [Fact]
    public void Members_of_a_channel_are_limited() => Transcript.Check("Plain/limits-members.txt");

    [Fact]
    public void Long_texts_are_refused_and_long_reasons_cut() => Transcript.Check("Plain/limits-texts.txt");

    [Fact]
    public void Who_does_not_read_is_told_why_and_dropped() => Transcript.Check("Plain/limits-outbox.txt");

    [Fact]
    public void Lines_wait_while_too_many_wishes_do() => Transcript.Check("Plain/limits-gathered.txt");
}
