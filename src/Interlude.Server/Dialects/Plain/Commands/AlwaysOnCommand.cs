using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class AlwaysOnCommand() : PlainCommand("always-on", "on|off|default", "chooses whether you stay when your last client has gone")
{
    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        AlwaysOnChoice? choice = Ascii.EqualsIgnoreCase(arguments, "on"u8) ? AlwaysOnChoice.On
            : Ascii.EqualsIgnoreCase(arguments, "off"u8) ? AlwaysOnChoice.Off
            : Ascii.EqualsIgnoreCase(arguments, "default"u8) ? AlwaysOnChoice.Unset
            : null;
        if (choice is null)
        {
            SayUsage(client);
        }
        else if (PlainAccounts.MayChange(client))
        {
            client.Wish(new Command.ChooseAlwaysOn(choice.Value));
        }
    }
}
