using Interlude.Server;

namespace Interlude.Tests.Server;

public sealed class QuestionsTests
{
    private static readonly RequestResult Right = new RequestResult.PasswordChecked(IsRight: true);

    [Fact]
    public void A_request_goes_out_without_its_secret_and_the_line_waits_for_the_answer()
    {
        var server = new AskingServer().With(1);

        var asked = server.Type(1, "secret");
        var answered = server.Complete(1, Right);

        Assert.Equal("request 1 CheckPassword; pause 1", asked);
        Assert.Equal("1< right; resume 1", answered);
    }

    [Fact]
    public void Answers_come_in_any_order_and_each_finds_who_asked()
    {
        var server = new AskingServer().With(1, 2);
        server.Type(1, "one");
        server.Type(2, "two");

        Assert.Equal("2< right; resume 2", server.Complete(2, Right));
        Assert.Equal("1< wrong; resume 1", server.Complete(1, new RequestResult.PasswordChecked(IsRight: false)));
    }

    [Fact]
    public void The_answer_for_a_client_that_is_gone_is_dropped()
    {
        var server = new AskingServer().With(1, 2);
        server.Type(1, "one");
        server.Disconnect(1);

        Assert.Equal("", server.Complete(1, Right));
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_is_a_bug()
    {
        var server = new AskingServer().With(1);
        server.Type(1, "one");
        server.Complete(1, Right);

        Assert.Throws<InvalidOperationException>(() => server.Complete(1, Right));
        Assert.Throws<InvalidOperationException>(() => server.Complete(2, Right));
    }

    [Fact]
    public void A_mistake_with_an_answer_ends_the_client()
    {
        var server = new AskingServer().With(1);
        server.Type(1, "one");

        var answered = server.Complete(1, new RequestResult.ConfigurationRead(null, "f", "e"));

        Assert.Equal("fault of 1 in an answer from outside; Close", answered);
    }
}
