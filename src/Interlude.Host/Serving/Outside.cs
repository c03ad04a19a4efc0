using System.Diagnostics;
using Interlude.Host.Configuring;
using Interlude.Host.Passwords;
using Interlude.Host.Storage;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>What a server knows and can ask of the world around it, beyond connections and the log.</summary>
internal sealed class Outside
{
    /// <summary>The clock that people see; null for the loop's own.</summary>
    public TimeProvider? Wall { get; init; }

    /// <summary>Who polls the sockets of connections; null for the runtime.</summary>
    public EpollPoller? Poller { get; init; }

    /// <summary>The addresses that are exempt, as of now.</summary>
    public Func<AddressRanges> Exempt { get; init; } = () => AddressRanges.Loopback;

    /// <summary>Who checks passwords; null if nobody does, and then nobody has time.</summary>
    public PasswordChecker? Passwords { get; init; }

    /// <summary>Entries that recovery passed over, and of which the log does not know yet.</summary>
    public IReadOnlyList<long> Skipped { get; init; } = [];

    /// <summary>What recovery has to say to operators; null for nothing.</summary>
    public string? News { get; init; }

    /// <summary>What history is read from; null: there is none, and all pages are empty.</summary>
    public Archive? Archive { get; init; }

    /// <summary>Reads the configuration anew. May take its time.</summary>
    public Func<RequestResult.ConfigurationRead> ReadConfiguration { get; init; } =
        () => new RequestResult.ConfigurationRead(null, string.Empty, "There is no configuration to be read.");

    /// <summary>Finds something out, away from the caller's thread.</summary>
    /// <param name="what">What.</param>
    /// <param name="answer">Called once, on any thread, possibly before this returns.</param>
    /// <param name="fail">Called instead for a mistake of this program.</param>
    public void Ask(ServerRequest what, Action<RequestResult> answer, Action<Exception> fail)
    {
        switch (what)
        {
            case ServerRequest.CheckPassword when Passwords is null:
                answer(new RequestResult.PasswordChecked(IsRight: false, IsBusy: true));
                break;
            case ServerRequest.CheckPassword check:
                Passwords.Begin(check, answer, fail);
                break;
            case ServerRequest.MakeVerifier when Passwords is null:
                answer(new RequestResult.VerifierMade(null));
                break;
            case ServerRequest.MakeVerifier make:
                Passwords.Begin(make, answer, fail);
                break;
            case ServerRequest.ReadConfiguration:
                _ = ReadConfigurationAsync(answer, fail);
                break;
            case ServerRequest.ReadHistory read:
                _ = ReadHistoryAsync(read.Query, answer, fail);
                break;
            case ServerRequest.ReadHistoryTargets read:
                _ = ReadHistoryTargetsAsync(read.Query, answer, fail);
                break;
            default:
                throw new UnreachableException($"{what.GetType().Name} is not known here.");
        }
    }

    private async Task ReadConfigurationAsync(Action<RequestResult> answer, Action<Exception> fail)
    {
        try
        {
            answer(await Task.Run(ReadConfiguration));
        }
        catch (Exception mistake)
        {
            fail(mistake);
        }
    }

    private async Task ReadHistoryAsync(HistoryQuery query, Action<RequestResult> answer, Action<Exception> fail)
    {
        try
        {
            answer(new RequestResult.HistoryRead(Archive is null ? HistoryPage.Empty : await Archive.ReadAsync(query)));
        }
        catch (Exception mistake)
        {
            fail(mistake);
        }
    }

    private async Task ReadHistoryTargetsAsync(HistoryTargetsQuery query, Action<RequestResult> answer, Action<Exception> fail)
    {
        try
        {
            answer(new RequestResult.HistoryTargetsRead(Archive is null ? HistoryTargets.Empty : await Archive.ReadAsync(query)));
        }
        catch (Exception mistake)
        {
            fail(mistake);
        }
    }
}
