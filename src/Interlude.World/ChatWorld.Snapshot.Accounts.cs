using Interlude.World.Snapshots;
using Interlude.World.State;

namespace Interlude.World;

// The part of a snapshot that is about accounts. Who uses them is said with the users.
//
// account  = id created name verifier used email suspended [reason] always-on nicks passwords fingerprints
// nicks    = count *(nick)                              without the name
// password = name verifier created used
public sealed partial class ChatWorld
{
    private void WriteAccounts(SnapshotWriter writer)
    {
        writer.Write(_accounts.Count);
        foreach (var account in _accounts.Values.OrderBy(account => account.Id.Sequence))
        {
            WriteAccount(writer, account);
        }
    }

    private static void WriteAccount(SnapshotWriter writer, Account account)
    {
        writer.Write(account.Id.Sequence);
        writer.Write(account.CreatedOn.Milliseconds);
        writer.Write(account.Name.Utf8);
        writer.Write(account.Verifier.Utf8);
        writer.Write(account.UsedAt.Milliseconds);
        writer.Write(account.Email.Utf8);
        writer.Write(account.Suspension is not null);
        if (account.Suspension is { } reason)
        {
            writer.Write(reason.Utf8);
        }

        writer.Write((int)account.AlwaysOn);
        writer.Write(account.Nicks.Count - 1);
        foreach (var nick in account.Nicks.Skip(1))
        {
            writer.Write(nick.Utf8);
        }

        writer.Write(account.Passwords.Count);
        foreach (var password in account.Passwords)
        {
            writer.Write(password.Name.Utf8);
            writer.Write(password.Verifier.Utf8);
            writer.Write(password.CreatedOn.Milliseconds);
            writer.Write(password.UsedAt.Milliseconds);
        }

        writer.Write(account.Fingerprints.Count);
        account.Fingerprints.ForEach(fingerprint => writer.Write(fingerprint.Utf8));
    }

    private void ReadAccounts(ref SnapshotReader reader)
    {
        var previous = 0L;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            previous = ReadOrigin(ref reader, previous);
            ReadAccount(ref reader, new AccountId(previous));
        }
    }

    private void ReadAccount(ref SnapshotReader reader, AccountId id)
    {
        var createdOn = new Timestamp(reader.ReadLong());
        var name = reader.ReadNick();
        var verifier = reader.ReadText();
        var usedAt = new Timestamp(reader.ReadLong());
        var account = new Account(new AccountIdentity(id, name), verifier)
        {
            CreatedOn = createdOn,
            UsedAt = usedAt,
            Email = reader.ReadText(),
            Suspension = reader.ReadBool() ? reader.ReadText() : null,
            AlwaysOn = reader.ReadOneOf<AlwaysOnChoice>(),
        };
        _accounts.Add(id, account);
        AddOnce(_accountsByNick, name.Key, account);
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var nick = reader.ReadNick();
            AddOnce(_accountsByNick, nick.Key, account);
            account.Nicks.Add(nick);
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            ReadPassword(ref reader, account);
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var fingerprint = reader.ReadText();
            AddOnce(_accountsByFingerprint, fingerprint.ToString(), account);
            account.Fingerprints.Add(fingerprint);
        }
    }

    private static void ReadPassword(ref SnapshotReader reader, Account account)
    {
        var password = new AccountPassword(reader.ReadText(), reader.ReadText(), new Timestamp(reader.ReadLong()))
        {
            UsedAt = new Timestamp(reader.ReadLong()),
        };
        if (account.Passwords.Exists(known => known.Name.Equals(password.Name)))
        {
            throw new FormatException($"The snapshot gives {account.Name} two passwords of one name.");
        }

        account.Passwords.Add(password);
    }

    /// <summary>Gives a user that was read its account, and its place if it stays without a session.</summary>
    private void Resume(User user)
    {
        if (user.Identity.Account is { } identity)
        {
            var account = Known(_accounts, identity.Id);
            if (!account.Identity.Equals(identity))
            {
                throw new FormatException($"The snapshot calls the account of {user.Nick} otherwise than it is called.");
            }

            user.Account = account;
            account.Users.Add(user.Id.Sequence, user);
        }

        if (user.Sessions.Count == 0)
        {
            if (user.Account is null || user.AloneSince is not { } since)
            {
                throw new FormatException($"The snapshot holds {user.Nick} without a session and without an account.");
            }

            _alone.Add((since.Milliseconds, user.Id.Sequence));
        }
    }
}
