using System.Buffers.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Sasl;

/// <summary>One SASL exchange of a client after the other. https://ircv3.net/specs/extensions/sasl-3.1</summary>
internal sealed class SaslExchange(IrcClient client)
{
    private const int ChunkBytes = 400;
    private const int MaxBytes = 4096;   // of base64, in all chunks of one response

    private readonly List<byte> _gathered = [];
    private SaslMechanism? _mechanism;

    /// <summary>A mechanism was named, and it has come to no end.</summary>
    public bool IsUnderWay => _mechanism is not null;

    /// <summary>Takes the parameter of AUTHENTICATE.</summary>
    public void Take(ReadOnlySpan<byte> word)
    {
        if (word.Length > ChunkBytes)
        {
            End();
            client.Reply(Numeric.ERR_SASLTOOLONG, $":SASL message too long");
        }
        else if (word.SequenceEqual("*"u8))
        {
            Abort();
        }
        else if (_mechanism is null)
        {
            Begin(word);
        }
        else
        {
            Gather(_mechanism, word);
        }
    }

    /// <summary>It is over without an end: 906.</summary>
    public void Abort()
    {
        End();
        client.Reply(Numeric.ERR_SASLABORTED, $":SASL authentication aborted");
    }

    /// <summary>Its time is over.</summary>
    public void TimeOut()
    {
        if (IsUnderWay && client.IsPaused)
        {
            client.RemindOfExchange(1000);   // a line of it is under way, which this would not answer
        }
        else if (IsUnderWay)
        {
            End();
            client.SendNow(client.NumericLine(
                Numeric.ERR_SASLABORTED, $":SASL authentication aborted: it took longer than {client.Options.Accounts.ExchangeSeconds} seconds"));
        }
    }

    /// <summary>It has come to an end, and another may begin.</summary>
    public void End()
    {
        _mechanism = null;
        _gathered.Clear();
        client.ForgetExchange();
    }

    /// <summary>904, and a new try is allowed.</summary>
    public void Fail(string? why = null)
    {
        End();
        SaslAnswers.Fail(client, why);
    }

    /// <summary>Sends what the mechanism says, in chunks.</summary>
    public void Respond(ReadOnlySpan<byte> response)
    {
        var rest = Convert.ToBase64String(response).AsSpan();
        for (; rest.Length >= ChunkBytes; rest = rest[ChunkBytes..])
        {
            client.Reply($"AUTHENTICATE {rest[..ChunkBytes].ToString()}");
        }

        client.Reply($"AUTHENTICATE {(rest.IsEmpty ? "+" : rest.ToString())}");
    }

    /// <summary>The client has shown that it may use an account.</summary>
    public void LogIn(Login login)
    {
        End();
        client.Accounts.LogIn(login, SaslAnswers.Instance);
    }

    private void Begin(ReadOnlySpan<byte> name)
    {
        var offered = client.Options.Accounts.Mechanisms;
        if (SaslMechanism.Find(name, offered) is not { } mechanism)
        {
            client.Reply(Numeric.RPL_SASLMECHS, $"{string.Join(',', offered)} :are available SASL mechanisms");
            SaslAnswers.Fail(client, null);
            return;
        }

        _mechanism = mechanism;
        client.RemindOfExchange(client.Options.Accounts.ExchangeSeconds * 1000L);
        Respond([]);
    }

    private void Gather(SaslMechanism mechanism, ReadOnlySpan<byte> chunk)
    {
        var isEmpty = chunk.SequenceEqual("+"u8);
        _gathered.AddRange(isEmpty ? [] : chunk);
        if (_gathered.Count > MaxBytes)
        {
            Fail("the response is too long");
            return;
        }

        if (chunk.Length == ChunkBytes)
        {
            return;   // there is more to come
        }

        var decoded = new byte[_gathered.Count];
        var isBase64 = Base64.DecodeFromUtf8(_gathered.ToArray(), decoded, out _, out var length) == System.Buffers.OperationStatus.Done;
        _gathered.Clear();
        if (isBase64)
        {
            mechanism.Take(client, decoded.AsSpan(0, length));
        }
        else
        {
            Fail("the response is not base64");
        }
    }
}
