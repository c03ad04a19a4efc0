using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>Passwords of their own for programs: made here, shown once, taken away one by one.</summary>
internal sealed class PasswordCommand() : ServiceCommand(
    "PASSWORD", "ADD <name> | DEL <name> | LIST", "gives a program a password of its own, so that you need not tell it yours", 1)
{
    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (Ascii.EqualsIgnoreCase(words[1], "LIST"u8))
        {
            List(service, client);
        }
        else if (!MayChange(service, client))
        {
            return;
        }
        else if (words.Count > 2 && Ascii.EqualsIgnoreCase(words[1], "ADD"u8))
        {
            Add(service, client, IrcTexts.From(words[2]));
        }
        else if (words.Count > 2 && (Ascii.EqualsIgnoreCase(words[1], "DEL"u8) || Ascii.EqualsIgnoreCase(words[1], "REMOVE"u8)))
        {
            client.Accounts.Wish(new Command.ChangePassword(IrcTexts.From(words[2]), null), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"{Usage}");
        }
    }

    private static void List(Service service, IrcClient client)
    {
        var passwords = client.View.Find(client.User!.Account!.Id)!.Passwords;
        foreach (var (name, createdOn, usedAt) in passwords)
        {
            var used = usedAt.Milliseconds == 0 ? "never used" : $"used last {Dates.Of(usedAt.Milliseconds)}";
            service.Say(client, $"Made {Dates.Of(createdOn.Milliseconds)}, {used}: {name}");
        }

        service.Say(client, $"{passwords.Count} passwords for programs.");
    }

    private static void Add(Service service, IrcClient client, Text name)
    {
        if (WhyNot(client, name) is { } refused)
        {
            new ServiceAnswers(service).TellOfRefusal(client, refused);
            return;
        }

        if (!client.Desk.TryCountChange(client))
        {
            service.Say(client, $"Many passwords were changed from your address. Try again later.");
            return;
        }

        var secret = client.Desk.NewSecret(name.ToString());
        client.Desk.MakeVerifier(client, Encoding.UTF8.GetBytes(secret), verifier =>
        {
            if (verifier is null)
            {
                service.Say(client, $"Too many passwords are being checked; try again later.");
            }
            else
            {
                client.Accounts.Wish(new Command.ChangePassword(name, verifier), new SecretAnswers(service, secret));
            }
        });
    }

    // The world looks again; but making a verifier costs, so nobody makes one for nothing.
    private static Event.Refused? WhyNot(IrcClient client, Text name)
    {
        var passwords = client.View.Find(client.User!.Account!.Id)!.Passwords;
        var most = client.World.Policy.MaxPasswordsPerAccount;
        return passwords.Any(password => password.Name.Equals(name)) ? Refused(Refusal.TakenByAccount, 0)
            : name.Length > ChatWorld.MaxPasswordNameBytes ? Refused(Refusal.TextTooLong, ChatWorld.MaxPasswordNameBytes)
            : passwords.Count >= most ? Refused(Refusal.AccountFull, most)
            : null;

        Event.Refused Refused(Refusal reason, int limit) =>
            new(Audience.Nobody, client.Session, reason, new Command.ChangePassword(name, null), Limit: limit);
    }

    private sealed class SecretAnswers(Service service, string secret) : ServiceAnswers(service)
    {
        public override void TellOfChange(IrcClient client, Event.AccountChanged changed)
        {
            base.TellOfChange(client, changed);
            Service.Say(client, $"The password, which is shown this once: {secret}");
        }
    }
}
