using Interlude.Host.Passwords;
using Interlude.Host.Serving;
using Interlude.Server;

namespace Interlude.Tests.Host.Serving;

public class OutsideTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_password_is_checked_elsewhere_and_the_configuration_read()
    {
        await using var passwords = new PasswordChecker(1, 10, (_, _) => true);
        var read = new RequestResult.ConfigurationRead(null, "c.json", "wrong");
        var outside = new Outside { Passwords = passwords, ReadConfiguration = () => read };

        Assert.Equal(new RequestResult.PasswordChecked(true), await AskAsync(outside, new ServerRequest.CheckPassword("v", default)));
        Assert.Same(read, await AskAsync(outside, new ServerRequest.ReadConfiguration()));
    }

    [Fact]
    public async Task Where_nobody_checks_passwords_nobody_has_time()
    {
        Assert.Equal(
            new RequestResult.PasswordChecked(IsRight: false, IsBusy: true),
            await AskAsync(new Outside(), new ServerRequest.CheckPassword("v", default)));
    }

    [Fact]
    public async Task A_mistake_while_reading_is_reported()
    {
        var outside = new Outside { ReadConfiguration = () => throw new InvalidOperationException("a bug") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(outside, new ServerRequest.ReadConfiguration()));
    }

    private static Task<RequestResult> AskAsync(Outside outside, ServerRequest what)
    {
        var answer = new TaskCompletionSource<RequestResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        outside.Ask(what, answer.SetResult, answer.SetException);
        return answer.Task.WaitAsync(Limit);
    }
}
