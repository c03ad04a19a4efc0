using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Sasl;

/// <summary>The certificate that the client has shown at the beginning of the connection. RFC 4422, A: <c>response = [authzid]</c>.</summary>
internal sealed class ExternalMechanism : SaslMechanism
{
    public override void Take(IrcClient client, ReadOnlySpan<byte> response)
    {
        if (client.Peer.Fingerprint is not { } fingerprint)
        {
            client.Sasl.Fail("you have shown no client certificate");
            return;
        }

        var account = client.World.SeenWhole().FindAccount(fingerprint);
        if (account is null || !(response.IsEmpty || IsNickOf(account, response)))
        {
            client.Sasl.Fail();
            return;
        }

        client.Sasl.LogIn(new Login(account.Identity.Id, IrcTexts.From(fingerprint)));
    }

    private static bool IsNickOf(AccountView account, ReadOnlySpan<byte> name) => Nick.TryCreate(name, out var nick, out _)
        && account.Nicks.Any(own => string.Equals(own.Key, nick.Key, StringComparison.Ordinal));
}
