using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What one client wishes about accounts, and how that is answered: by the door through which it came.</summary>
internal sealed class AccountUse(IrcClient client)
{
    private Text _proved = Text.Empty;

    /// <summary>How what its line wishes is answered; null: it wishes nothing about accounts.</summary>
    public AccountAnswers? Answers { get; set; }

    /// <summary>The account that the client uses, as a user or before.</summary>
    public AccountIdentity? Current => client.User is { } user ? user.Account : client.LoginAccount;

    /// <summary>Wishes for something, and says how it is to be answered.</summary>
    public void Wish(Command command, AccountAnswers answers)
    {
        Answers = answers;
        client.Wish(command);
    }

    /// <summary>Wishes to use an account.</summary>
    public void LogIn(Login login, AccountAnswers answers, bool comesHome = false)
    {
        _proved = login.Proof;
        Wish(new Command.LogIn(login, comesHome), answers);
    }

    /// <summary>Has a verifier made of a good password, and wishes for an account with it.</summary>
    public void Create(Nick name, Text email, ReadOnlyMemory<byte> password, AccountAnswers answers) =>
        client.Desk.MakeVerifier(client, password, verifier =>
        {
            if (verifier is null)
            {
                answers.TellOfFailure(client, "Too many passwords are being checked; try again later");
                return;
            }

            _proved = verifier;
            Wish(new Command.CreateAccount(name, verifier, email), answers);
        });

    /// <summary>What the client has shown to be its own before it is a user goes with its registration.</summary>
    public void Take(AccountIdentity account)
    {
        client.IsProgram = client.Desk.IsOfProgram(account, _proved);
        if (!client.IsRegistered)
        {
            (client.Login, client.LoginAccount) = (new Login(account.Id, _proved), account);
        }
    }
}
