using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>SET PASSWORD, SET ALWAYS-ON.</summary>
internal sealed class SetCommand() : ServiceCommand(
    "SET", "PASSWORD <new password> | ALWAYS-ON on|off|default", "changes your password, or whether you stay when your last client has gone", 2)
{
    public override bool NeedsAccount => true;

    /// <summary>A choice in a word.</summary>
    public static string Words(AlwaysOnChoice choice) => choice switch
    {
        AlwaysOnChoice.On => "on",
        AlwaysOnChoice.Off => "off",
        _ => "default",
    };

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (!MayChange(service, client))
        {
            return;
        }

        if (Ascii.EqualsIgnoreCase(words[1], "PASSWORD"u8) && words.Count > 3)
        {
            service.Say(client, $"A password that NickServ takes has no spaces: {Usage}");
        }
        else if (Ascii.EqualsIgnoreCase(words[1], "PASSWORD"u8))
        {
            SetPassword(service, client, words[2]);
        }
        else if (Ascii.EqualsIgnoreCase(words[1], "ALWAYS-ON"u8) && ChoiceOf(words[2]) is { } choice)
        {
            client.Accounts.Wish(new Command.ChooseAlwaysOn(choice), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"{Usage}");
        }
    }

    private static void SetPassword(Service service, IrcClient client, byte[] password)
    {
        if (client.Desk.FaultOf(password) is { } fault)
        {
            service.Say(client, $"{client.Desk.Explain(fault)}.");
            return;
        }

        if (!client.Desk.TryCountChange(client))
        {
            service.Say(client, $"Many passwords were changed from your address. Try again later.");
            return;
        }

        var account = client.User!.Account!.Id;
        var answers = new PasswordAnswers(service);
        client.Desk.MakeVerifier(client, password, verifier =>
        {
            if (verifier is null)
            {
                answers.TellOfFailure(client, "Too many passwords are being checked; try again later");
            }
            else
            {
                client.Accounts.Wish(new Command.ChangeVerifier(account, verifier), answers);
            }
        });
    }

    private static AlwaysOnChoice? ChoiceOf(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "on"u8) ? AlwaysOnChoice.On
        : Ascii.EqualsIgnoreCase(word, "off"u8) ? AlwaysOnChoice.Off
        : Ascii.EqualsIgnoreCase(word, "default"u8) ? AlwaysOnChoice.Unset
        : null;

    private sealed class PasswordAnswers(Service service) : ServiceAnswers(service)
    {
        public override void TellOfChange(IrcClient client, Event.AccountChanged changed)
        {
            base.TellOfChange(client, changed);
            if (client.View.Find(changed.Account.Id) is { Devices: > 1 })
            {
                Service.Say(client, $"Your other clients stay logged in. GHOST and their nick, which may be yours, ends them.");
            }
        }
    }
}
