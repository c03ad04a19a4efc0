namespace Interlude.Server.Dialects.Irc.Sasl;

/// <summary>The name and the password. RFC 4616: <c>message = [authzid] UTF8NUL authcid UTF8NUL passwd</c>.</summary>
internal sealed class PlainMechanism : SaslMechanism
{
    public override void Take(IrcClient client, ReadOnlySpan<byte> response)
    {
        var first = response.IndexOf((byte)0);
        var second = first < 0 ? -1 : response[(first + 1)..].IndexOf((byte)0) + first + 1;
        if (first < 0 || second <= first)
        {
            client.Sasl.Fail("the response is not [authzid] NUL authcid NUL password");
            return;
        }

        var authorization = response[..first];
        var name = response[(first + 1)..second];
        var password = response[(second + 1)..];
        if (name.IsEmpty || password.IsEmpty || password.Contains((byte)0) || !IsSelf(authorization, name))
        {
            client.Sasl.Fail();
            return;
        }

        client.Sasl.End();
        client.Desk.Check(client, name, password.ToArray(), check =>
        {
            if (check.Login is { } login)
            {
                client.Sasl.LogIn(login);
            }
            else
            {
                client.Sasl.Fail(check.Why);
            }
        });
    }
}
