using Interlude.Host.Passwords;
using Interlude.Server;

namespace Interlude.Tests.Host.Passwords;

public class PasswordCheckerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_password_is_checked_against_its_verifier()
    {
        await using var checker = new PasswordChecker();
        var verifier = PasswordVerifier.Create("right"u8, PasswordVerifier.LeastRounds).ToString();

        Assert.Equal(new(IsRight: true), await CheckAsync(checker, verifier, "right"));
        Assert.Equal(new(IsRight: false), await CheckAsync(checker, verifier, "wrong"));
        Assert.Equal(new(IsRight: false), await CheckAsync(checker, "no verifier", "right"));
    }

    [Fact]
    public async Task Beyond_those_that_may_wait_nobody_has_time()
    {
        using var gate = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        await using var checker = new PasswordChecker(workers: 1, maxWaiting: 2, (_, _) =>
        {
            begun.Release();
            return gate.Wait(Limit);
        });

        var working = CheckAsync(checker, "v", "1");
        Assert.True(await begun.WaitAsync(Limit));
        var waiting = new[] { CheckAsync(checker, "v", "2"), CheckAsync(checker, "v", "3") };
        Assert.Equal(new(IsRight: false, IsBusy: true), await CheckAsync(checker, "v", "4"));
        gate.Release(3);

        Assert.All(await Task.WhenAll([working, .. waiting]), result => Assert.True(result.IsRight));
    }

    [Fact]
    public async Task What_was_right_once_costs_nothing_again_and_what_was_wrong_does()
    {
        var checks = 0;
        await using var checker = new PasswordChecker(1, 10, (_, password) =>
        {
            checks++;
            return password.Span.SequenceEqual("right"u8);
        });

        await CheckAsync(checker, "v", "right");
        Assert.True((await CheckAsync(checker, "v", "right")).IsRight);
        Assert.Equal(1, checks);

        Assert.False((await CheckAsync(checker, "v", "wrong")).IsRight);
        Assert.False((await CheckAsync(checker, "v", "wrong")).IsRight);
        await CheckAsync(checker, "changed", "right");
        Assert.Equal(4, checks);
    }

    [Fact]
    public async Task Of_too_many_that_were_right_the_oldest_is_forgotten()
    {
        var checks = 0;
        await using var checker = new PasswordChecker(1, 10, (_, _) => ++checks > 0, maxRemembered: 2);
        foreach (var password in (string[])["1", "2", "1", "3", "2", "3", "1"])
        {
            Assert.True((await CheckAsync(checker, "v", password)).IsRight);
        }

        Assert.Equal(4, checks);   // 1, 2, 3, and 1 again
    }

    [Fact]
    public async Task Addresses_take_turns()
    {
        using var gate = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        var order = new List<string>();
        await using var checker = new PasswordChecker(workers: 1, maxWaiting: 10, (_, password) =>
        {
            order.Add(System.Text.Encoding.UTF8.GetString(password.Span));
            begun.Release();
            return gate.Wait(Limit);
        });

        var first = CheckAsync(checker, "v", "a1", "a");
        Assert.True(await begun.WaitAsync(Limit));
        var checks = new[] { CheckAsync(checker, "v", "a2", "a"), CheckAsync(checker, "v", "a3", "a"), CheckAsync(checker, "v", "b1", "b") };
        gate.Release(4);
        await Task.WhenAll([first, .. checks]);

        Assert.Equal(["a1", "a2", "b1", "a3"], order);
    }

    [Fact]
    public async Task A_mistake_is_reported()
    {
        await using var checker = new PasswordChecker(1, 10, (_, _) => throw new InvalidOperationException("a bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(checker, "v", "p"));
    }

    private static Task<RequestResult.PasswordChecked> CheckAsync(PasswordChecker checker, string verifier, string password, string? address = null)
    {
        var answer = new TaskCompletionSource<RequestResult.PasswordChecked>(TaskCreationOptions.RunContinuationsAsynchronously);
        checker.Begin(
            new ServerRequest.CheckPassword(verifier, System.Text.Encoding.UTF8.GetBytes(password)) { Address = address }, answer.SetResult, answer.SetException);
        return answer.Task.WaitAsync(Limit);
    }
}
