using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Interlude.Server;

namespace Interlude.Host.Passwords;

/// <summary>
/// Checks passwords, and makes verifiers of new ones, away from the server loop, by a few workers with a bounded queue in front,
/// in which addresses take turns. What was right once is remembered for a while, so that everybody coming back at once does not
/// cost a slow check each.
/// </summary>
internal sealed class PasswordChecker : IAsyncDisposable
{
    /// <summary>Checks that may wait. One more is answered that nobody has time.</summary>
    public const int MaxWaiting = 1000;

    /// <summary>Of them, those that wait for one address.</summary>
    public const int MaxWaitingPerAddress = 100;

    /// <summary>Right passwords that are remembered, in some 50 bytes each. With one more, the oldest is forgotten.</summary>
    public const int MaxRemembered = 100_000;

    private readonly Channel<bool> _arrivals = Channel.CreateUnbounded<bool>();   // one for each in the queue
    private readonly TurnQueue<Work> _queue;
    private readonly Task _workers;
    private readonly Func<string, ReadOnlyMemory<byte>, bool> _fits;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);   // without it a remembered password cannot be guessed at
    private readonly HashSet<UInt128> _remembered = [];
    private readonly Queue<UInt128> _oldest = new();   // the same, in the order in which they came
    private readonly int _maxRemembered;
    private readonly Lock _lock = new();

    /// <summary>One that leaves a core to the chat.</summary>
    public PasswordChecker()
        : this(Math.Max(1, Environment.ProcessorCount - 1), MaxWaiting, Fits)
    {
    }

    /// <param name="workers">Checks at a time.</param>
    /// <param name="maxWaiting">See <see cref="MaxWaiting"/>.</param>
    /// <param name="fits">The slow part: verifier, password.</param>
    /// <param name="maxRemembered">See <see cref="MaxRemembered"/>.</param>
    internal PasswordChecker(
        int workers, int maxWaiting, Func<string, ReadOnlyMemory<byte>, bool> fits, int maxRemembered = MaxRemembered)
    {
        _queue = new TurnQueue<Work>(maxWaiting, MaxWaitingPerAddress);
        (_fits, _maxRemembered) = (fits, maxRemembered);
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Begins a check.</summary>
    /// <param name="what">What is to be checked.</param>
    /// <param name="answer">Called once, on any thread, possibly before this returns.</param>
    /// <param name="fail">Called instead for a mistake of this program.</param>
    public void Begin(ServerRequest.CheckPassword what, Action<RequestResult.PasswordChecked> answer, Action<Exception> fail)
    {
        if (IsRemembered(what))
        {
            answer(new RequestResult.PasswordChecked(IsRight: true));
        }
        else if (!TryQueue(what.Address, new Work(() => answer(Check(what)), fail)))
        {
            answer(new RequestResult.PasswordChecked(IsRight: false, IsBusy: true));
        }
    }

    /// <summary>Begins to make a verifier. As <see cref="Begin(ServerRequest.CheckPassword, Action{RequestResult.PasswordChecked}, Action{Exception})"/>.</summary>
    public void Begin(ServerRequest.MakeVerifier what, Action<RequestResult.VerifierMade> answer, Action<Exception> fail)
    {
        void Make() => answer(new RequestResult.VerifierMade(PasswordVerifier.Create(what.Password.Span, what.Rounds).ToString()));

        if (!TryQueue(what.Address, new Work(Make, fail)))
        {
            answer(new RequestResult.VerifierMade(null));
        }
    }

    /// <summary>Ends the workers when they are done with what they are at; what waits is not answered any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        while (_arrivals.Reader.TryRead(out _))
        {
        }

        await _workers;
    }

    private static bool Fits(string verifier, ReadOnlyMemory<byte> password) =>
        PasswordVerifier.TryParse(verifier, out var parsed) && parsed.Fits(password.Span);

    private async Task WorkAsync()
    {
        await foreach (var _ in _arrivals.Reader.ReadAllAsync())
        {
            var (run, fail) = TakeNext();
            try
            {
                run();
            }
            catch (Exception mistake)
            {
                fail(mistake);
            }
        }
    }

    private RequestResult.PasswordChecked Check(ServerRequest.CheckPassword what)
    {
        // Somebody before it in the queue may have been right with the same.
        var isRight = IsRemembered(what) || _fits(what.Verifier, what.Password);
        if (isRight)
        {
            Remember(what);
        }

        return new RequestResult.PasswordChecked(isRight);
    }

    private bool IsRemembered(ServerRequest.CheckPassword what)
    {
        var key = KeyOf(what);
        lock (_lock)
        {
            return _remembered.Contains(key);
        }
    }

    private void Remember(ServerRequest.CheckPassword what)
    {
        var key = KeyOf(what);
        lock (_lock)
        {
            if (_remembered.Add(key))
            {
                _oldest.Enqueue(key);
            }

            if (_remembered.Count > _maxRemembered)
            {
                _remembered.Remove(_oldest.Dequeue());
            }
        }
    }

    private bool TryQueue(string? address, Work work)
    {
        lock (_lock)
        {
            return _queue.TryAdd(address, work) && _arrivals.Writer.TryWrite(true);
        }
    }

    private Work TakeNext()
    {
        lock (_lock)
        {
            return _queue.Take();
        }
    }

    // A changed verifier is another key, so a password that was changed is not right any more.
    private UInt128 KeyOf(ServerRequest.CheckPassword what)
    {
        byte[] both = [.. Encoding.UTF8.GetBytes(what.Verifier), 0, .. what.Password.Span];
        return BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(_secret, both));
    }

    private sealed record Work(Action Run, Action<Exception> Fail);
}
