using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Plain.Commands;

/// <summary>Before one has a name, the account's name becomes it.</summary>
internal sealed class LoginCommand() : PlainCommand("login", "[ACCOUNT] PASSWORD", "shows that an account is yours, and brings you to its name and channels")
{
    public override ImmutableArray<string> Habits => ["identify", "auth", "account"];

    public override bool NeedsName => false;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = PlainWords.Split(arguments);
        if (first.IsEmpty || (rest.IsEmpty && client.User is null))
        {
            SayUsage(client);
        }
        else if (rest.IsEmpty)
        {
            PlainAccounts.LogIn(client, client.User!.Nick.Utf8.Span, first.ToArray());
        }
        else
        {
            PlainAccounts.LogIn(client, first, rest.ToArray());
        }
    }
}
