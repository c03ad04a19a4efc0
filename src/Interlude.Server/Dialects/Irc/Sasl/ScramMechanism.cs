using System.Text;
using Interlude.Server.Accounts;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Sasl;

/// <summary>SCRAM-SHA-256: the client shows that it knows the password without telling it. RFC 5802, 5 and 7; RFC 7677.</summary>
/// <remarks>
/// <code>
/// client-first = ("n" / "y") "," ["a=" authzid] "," "n=" name ",r=" nonce ["," extensions]
/// server-first = "r=" nonce more ",s=" base64(salt) ",i=" rounds
/// client-final = "c=" base64(all before "n=") ",r=" nonce more ["," extensions] ",p=" base64(proof)
/// server-final = "v=" base64(signature)       ; then the client says nothing once more
/// </code>
/// Channel binding is not offered, so a client that asks for it ("p") fails, as does a mandatory extension ("m").
/// </remarks>
internal sealed class ScramMechanism : SaslMechanism
{
    private string _header = "";
    private string _firstBare = "";
    private string _serverFirst = "";
    private string _nonce = "";
    private AccountDesk.Claim? _claim;
    private Login? _login;

    public override void Take(IrcClient client, ReadOnlySpan<byte> response)
    {
        if (_login is not null)
        {
            Finish(client, response);
            return;
        }

        var text = Encoding.UTF8.GetString(response);
        var isRight = _claim is null ? TryBegin(client, text) : TryProve(client, _claim, text);
        if (!isRight && client.Sasl.IsUnderWay)
        {
            client.Sasl.Fail("the message is not one of SCRAM-SHA-256 without channel binding");
        }
    }

    private bool TryBegin(IrcClient client, string text)
    {
        if (text.Split(',') is not [("n" or "y") and var binding, var authorization, var name, var nonce, ..]
            || !name.StartsWith("n=", StringComparison.Ordinal) || !nonce.StartsWith("r=", StringComparison.Ordinal) || nonce.Length == 2
            || !(authorization.Length == 0 || authorization.StartsWith("a=", StringComparison.Ordinal)))
        {
            return false;
        }

        var user = Encoding.UTF8.GetBytes(Unescape(name[2..]));
        if (authorization.Length > 2 && !IsSelf(Encoding.UTF8.GetBytes(Unescape(authorization[2..])), user))
        {
            return false;
        }

        var claim = client.Desk.ClaimOf(user);
        if (client.Desk.WhyNotTry(client, claim) is { } why)
        {
            client.Sasl.Fail(why);
            return true;
        }

        if (!ScramVerifier.TryParse(claim.Verifier, out var verifier))
        {
            client.Sasl.Fail();   // the account's password was kept in another way
            return true;
        }

        (_claim, _header, _firstBare) = (claim, $"{binding},{authorization},", text[(binding.Length + authorization.Length + 2)..]);
        _nonce = nonce[2..] + client.Desk.Draw();
        _serverFirst = $"r={_nonce},s={verifier.Salt},i={verifier.Rounds}";
        client.Sasl.Respond(Encoding.UTF8.GetBytes(_serverFirst));
        return true;
    }

    private bool TryProve(IrcClient client, AccountDesk.Claim claim, string text)
    {
        var end = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (end < 0 || text[..end].Split(',') is not [var binding, var nonce, ..]
            || binding != $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(_header))}" || nonce != $"r={_nonce}")
        {
            return false;
        }

        var proof = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[(end + 3)..], proof, out var length))
        {
            return false;
        }

        var message = Encoding.UTF8.GetBytes($"{_firstBare},{_serverFirst},{text[..end]}");
        if (!ScramVerifier.TryParse(claim.Verifier, out var verifier))
        {
            return false;
        }

        if (!verifier.Fits(proof.AsSpan(0, length), message) || claim.Account is not { } account)
        {
            client.Desk.Wrong(client, claim);
            client.Sasl.Fail();
            return true;
        }

        _login = client.Desk.Right(client, claim, new Login(account.Id, AccountDesk.TextOf(claim.Verifier))).Login;
        client.Sasl.Respond(Encoding.ASCII.GetBytes($"v={Convert.ToBase64String(verifier.Sign(message))}"));
        return true;
    }

    // "If the mechanism finishes with the server sending a non-empty challenge (such as in SCRAM), clients MUST still send an
    // empty response." https://ircv3.net/specs/extensions/sasl-3.1
    private void Finish(IrcClient client, ReadOnlySpan<byte> response)
    {
        if (response.IsEmpty)
        {
            client.Sasl.LogIn(_login!);
        }
        else
        {
            client.Sasl.Fail();
        }
    }

    // RFC 5802, 5.1: "The characters ',' or '=' in usernames are sent as '=2C' and '=3D' respectively."
    private static string Unescape(string name) =>
        name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
}
