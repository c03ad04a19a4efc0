using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class UserCommand() : IrcCommand("USER", "<username> 0 * :<realname>", "says who is connecting", 4)
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (client.IsRegistered)
        {
            client.Reply(Numeric.ERR_ALREADYREGISTERED, $":You may not reregister");
        }
        else if (message[0].IsEmpty || message[3].IsEmpty)
        {
            TellOfMissing(client);
        }
        else
        {
            client.Registration.TakeUser(UserName(message[0], client.Limits.MaxUserNameBytes), IrcTexts.From(message[3]));
        }
    }

    // What cannot stand in a source is left out; a longer name is cut, as Modern IRC has it. Nobody looks up an ident.
    private static SourceWord UserName(ReadOnlySpan<byte> given, int maxBytes)
    {
        var length = 0;
        Span<byte> kept = stackalloc byte[SourceWord.MaxBytes];
        foreach (var unit in given)
        {
            if (SourceWord.Allows(unit) && length < Math.Min(maxBytes, kept.Length) && (length > 0 || unit != (byte)':'))
            {
                kept[length++] = unit;
            }
        }

        return SourceWord.TryCreate(kept[..length], out var name) || SourceWord.TryCreate("user"u8, out name)
            ? name
            : throw new System.Diagnostics.UnreachableException("\"user\" is a user name.");
    }
}
