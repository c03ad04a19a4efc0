using System.Collections.Immutable;
using System.Text;

namespace Interlude.Server.Dialects.Irc.Sasl;

/// <summary>One way to show who one is, for one exchange: the client speaks first.</summary>
internal abstract class SaslMechanism
{
    /// <summary>Takes a response of the client's, decoded.</summary>
    public abstract void Take(IrcClient client, ReadOnlySpan<byte> response);

    /// <summary>The mechanism of that name, in any ASCII case, if it is offered; else null.</summary>
    public static SaslMechanism? Find(ReadOnlySpan<byte> name, ImmutableArray<string> offered)
    {
        foreach (var known in offered)
        {
            if (Ascii.EqualsIgnoreCase(name, known))
            {
                return known switch
                {
                    "PLAIN" => new PlainMechanism(),
                    "EXTERNAL" => new ExternalMechanism(),
                    "SCRAM-SHA-256" => new ScramMechanism(),
                    _ => null,
                };
            }
        }

        return null;
    }

    /// <summary>Whether one asks to act as oneself: nobody acts as somebody else.</summary>
    protected static bool IsSelf(ReadOnlySpan<byte> authorization, ReadOnlySpan<byte> authentication) =>
        authorization.IsEmpty || authorization.SequenceEqual(authentication)
        || (World.Nick.TryCreate(authorization, out var wished, out _) && World.Nick.TryCreate(authentication, out var shown, out _)
            && string.Equals(wished.Key, shown.Key, StringComparison.Ordinal));
}
