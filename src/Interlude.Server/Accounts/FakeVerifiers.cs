using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Interlude.Server.Accounts;

/// <summary>
/// What passwords are held against for accounts that are not there, so that nobody finds out which are: always the same for a
/// name, as long as the data last, with as many rounds as accounts that are there have.
/// </summary>
internal sealed class FakeVerifiers(ChatServer server)
{
    private const long LookAgainMilliseconds = 24 * 3600 * 1000;

    private (int Rounds, int Accounts)[] _rounds = [];
    private long _lookAgainAt;

    /// <summary>For a name: <see cref="ScramVerifier.Fake"/>.</summary>
    public string For(string name)
    {
        var key = server.Options.KeptKey.Span;
        return ScramVerifier.Fake(key, name, RoundsFor(BinaryPrimitives.ReadUInt32BigEndian(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"rounds of {name}")))));
    }

    // Accounts keep the rounds that were configured when their passwords were made. Each name has those of one account, as if it
    // had been drawn from all there are.
    private int RoundsFor(uint drawn)
    {
        if (_rounds.Length == 0 || server.Now.Elapsed >= _lookAgainAt)
        {
            (_rounds, _lookAgainAt) = (Count(), server.Now.Elapsed + LookAgainMilliseconds);
        }

        var place = _rounds.Length == 0 ? 0 : drawn % _rounds.Sum(each => (long)each.Accounts);
        foreach (var (rounds, accounts) in _rounds)
        {
            place -= accounts;
            if (place < 0)
            {
                return rounds;
            }
        }

        return server.Options.Accounts.VerifierRounds;   // there is no account
    }

    private (int Rounds, int Accounts)[] Count()
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var account in server.World.SeenWhole().Accounts())
        {
            if (ScramVerifier.TryParse(account.Verifiers[0].ToString(), out var verifier))
            {
                counts[verifier.Rounds] = counts.GetValueOrDefault(verifier.Rounds) + 1;
            }
        }

        return [.. counts.Select(each => (each.Key, each.Value))];
    }
}
