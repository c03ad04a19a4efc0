using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/account-registration</summary>
internal sealed class RegisterCommand() : IrcCommand(
    "REGISTER", "<account> | * <email> | * <password>", "makes an account and logs in to it", 3)
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var options = client.Options.Accounts;
        var account = new Word(message[0]);
        if (!options.MayRegister)
        {
            client.Fail($"REGISTER TEMPORARILY_UNAVAILABLE {account} :Accounts are made by the operators of this server");
        }
        else if (!client.IsRegistered && !Capability.IsBeforeConnect(client.Options))
        {
            client.Fail($"REGISTER COMPLETE_CONNECTION_REQUIRED {account} :Connect first, then make an account");
        }
        else if ((client.User?.Nick ?? client.Registration.Nick) is not { } nick)
        {
            client.Fail($"REGISTER NEED_NICK * :Choose a nick first");
        }
        else if (client.Accounts.Current is { } own)
        {
            client.Fail($"REGISTER ALREADY_AUTHENTICATED {own} :You are logged in already");
        }
        else if (NameOf(message[0], nick) is not { } name || ChatWorld.IsService(name))
        {
            client.Fail($"REGISTER BAD_ACCOUNT_NAME {account} :An account's name is one that a nick could have");
        }
        else if (!options.CustomNames && !string.Equals(name.Key, nick.Key, StringComparison.Ordinal))
        {
            client.Fail($"REGISTER ACCOUNT_NAME_MUST_BE_NICK {name} :An account is called as your nick is");
        }
        else if (options.NeedsEmail && !IsAddress(message[1]))
        {
            client.Fail($"REGISTER INVALID_EMAIL {name} :An account needs an e-mail address here");
        }
        else if (client.Desk.FaultOf(message[2]) is { } fault)
        {
            client.Fail($"REGISTER {(fault == Server.Accounts.PasswordFault.TooShort ? "WEAK_PASSWORD" : "UNACCEPTABLE_PASSWORD")} {name} :{client.Desk.Explain(fault)}");
        }
        else if (client.World.SeenWhole().FindAccount(name) is not null)
        {
            client.Fail($"REGISTER ACCOUNT_EXISTS {name} :There is an account of that name already");
        }
        else if (!client.Desk.IsFree(client, name))
        {
            client.Fail($"REGISTER ACCOUNT_EXISTS {name} :{name} is somebody's nick at the moment");
        }
        else if (!client.Desk.TryCountCreation(client))
        {
            client.Fail($"REGISTER TEMPORARILY_UNAVAILABLE {name} :Many accounts were asked for from your address; try again later");
        }
        else
        {
            var email = options.NeedsEmail ? IrcTexts.From(message[1]) : Text.Empty;
            client.Accounts.Create(name, email, message[2].ToArray(), new RegisterAnswers(name));
        }
    }

    private static Nick? NameOf(ReadOnlySpan<byte> word, Nick nick) =>
        word.SequenceEqual("*"u8) ? nick : Nick.TryCreate(word, out var name, out _) ? name : null;

    // Whoever wants to reach somebody there will find out; here it only has to be an address and no line of something else.
    private static bool IsAddress(ReadOnlySpan<byte> word) =>
        word.Length <= ChatWorld.MaxEmailBytes && word.IndexOf((byte)'@') is > 0 and var at && at < word.Length - 1
        && !word.Contains((byte)' ') && !word.ContainsAnyInRange((byte)0, (byte)0x1F);

    /// <summary>What REGISTER answers; every FAIL names the account.</summary>
    private sealed class RegisterAnswers(Nick name) : AccountAnswers
    {
        public override void TellOfCreation(IrcClient client, AccountIdentity account) =>
            client.Reply($":{client.ServerName} REGISTER SUCCESS {account} :Account successfully registered");

        public override void TellOfRefusal(IrcClient client, Event.Refused refused)
        {
            var code = refused.Reason switch
            {
                Refusal.AccountNameTaken => "ACCOUNT_EXISTS",
                Refusal.AlreadyLoggedIn => "ALREADY_AUTHENTICATED",
                Refusal.NameTooLong => "BAD_ACCOUNT_NAME",
                Refusal.TextTooLong => "INVALID_EMAIL",
                _ => "TEMPORARILY_UNAVAILABLE",
            };
            var words = refused.Reason switch
            {
                Refusal.NameTooLong => $"An account's name has at most {refused.Limit} characters",
                Refusal.TextTooLong => $"An e-mail address has at most {refused.Limit} bytes",
                _ => AccountRefusals.Explain(refused) ?? "That cannot be done",
            };
            client.Fail($"REGISTER {code} {name} :{words}");
        }

        public override void TellOfFailure(IrcClient client, string why) =>
            client.Fail($"REGISTER TEMPORARILY_UNAVAILABLE {name} :{why}");
    }
}
