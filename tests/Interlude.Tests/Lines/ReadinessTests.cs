using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What is known of a direction of a socket, told and tried in every order.</summary>
public class ReadinessTests
{
    private readonly Readiness _readiness = new();

    [Fact]
    public void A_try_is_in_vain_until_there_is_a_signal()
    {
        Assert.False(_readiness.TryBegin());
        _readiness.Signal();
        Assert.True(_readiness.TryBegin());
        Assert.False(_readiness.EndWithNothing());
        Assert.False(_readiness.TryBegin());
    }

    [Fact]
    public void A_signal_during_a_try_that_finds_nothing_is_a_reason_for_another()
    {
        _readiness.Signal();
        Assert.True(_readiness.TryBegin());
        _readiness.Signal();

        Assert.True(_readiness.EndWithNothing());
        Assert.True(_readiness.TryBegin());
    }

    [Fact]
    public void A_signal_during_a_try_that_took_the_last_may_have_told_of_that()
    {
        _readiness.Signal();
        Assert.True(_readiness.TryBegin());
        _readiness.Signal();
        _readiness.EndWithLast();

        Assert.True(_readiness.TryBeginLook());
        Assert.False(_readiness.EndWithNothing());
        Assert.False(_readiness.TryBeginLook());
        Assert.False(_readiness.WaitAsync(CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public void After_the_last_a_wait_waits_and_after_more_it_does_not()
    {
        _readiness.Signal();
        Assert.True(_readiness.TryBegin());
        _readiness.EndWithMore();
        Assert.True(_readiness.WaitAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);

        Assert.True(_readiness.TryBegin());
        _readiness.EndWithLast();
        Assert.False(_readiness.TryBeginLook());
        var wait = _readiness.WaitAsync(CancellationToken.None).AsTask();
        Assert.False(wait.IsCompleted);
        _readiness.Signal();
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_wait_that_was_cancelled_leaves_the_next_one_alone()
    {
        using var cancel = new CancellationTokenSource();
        var wait = _readiness.WaitAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        var next = _readiness.WaitAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        _readiness.Signal();
        await next;
    }

    [Fact]
    public async Task Once_broken_it_stays_so()
    {
        var wait = _readiness.WaitAsync(CancellationToken.None).AsTask();
        _readiness.Break();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _readiness.WaitAsync(CancellationToken.None));
    }
}
