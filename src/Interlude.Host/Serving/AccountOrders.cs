using System.Globalization;
using System.Text;
using Interlude.Host.Passwords;
using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Host.Serving;

/// <summary>What <c>interlude account</c> wishes, for a server that runs and for one that does not.</summary>
/// <remarks>
/// <code>
/// arguments = "add" name verifier / "password" name verifier / "suspend" name reason / "unsuspend" name / "delete" name / "list"
/// </code>
/// A password never comes here: the program that was given it makes the verifier.
/// </remarks>
internal static class AccountOrders
{
    /// <summary>The word of the question.</summary>
    public const string What = "account";

    /// <summary>The command that the world is to be given; or, where none is needed or possible, the answer.</summary>
    public static (Command? Command, ControlAnswer? Answer) Plan(ChatWorld world, IReadOnlyList<string> arguments)
    {
        if (arguments is ["list"])
        {
            return (null, new ControlAnswer(true, List(world)));
        }

        if (arguments.Count < 2 || !Nick.TryCreate(Encoding.UTF8.GetBytes(arguments[1]), out var name, out _))
        {
            return (null, new ControlAnswer(false, $"\"{arguments.ElementAtOrDefault(1)}\" cannot be an account's name: it is one that a nick could have."));
        }

        if (arguments is ["add", _, var text] && TryReadVerifier(text) is { } verifier)
        {
            return (new Command.CreateAccount(name, verifier), null);
        }

        // Whoever asks may be a program of another version, or none of ours: nothing of what it says holds before it was looked at.
        var account = world.SeenWhole().FindAccount(name);
        var command = CommandFor(account?.Identity.Id ?? default, arguments);
        return command is null ? (null, new ControlAnswer(false, "the server that runs does not know this; it is of another version than this program."))
            : account is null ? (null, new ControlAnswer(false, $"there is no account {name}."))
            : (command, null);
    }

    /// <summary>What came of the command.</summary>
    /// <param name="happened">The first event of it; null: it was not recorded.</param>
    /// <param name="arguments">What was wished.</param>
    public static ControlAnswer AnswerTo(Event? happened, IReadOnlyList<string> arguments) => happened switch
    {
        Event.AccountCreated created => new ControlAnswer(true, $"The account {created.Account} is made."),
        Event.AccountChanged { Change: AccountChange.VerifierChanged } changed => new ControlAnswer(true, $"The password of {changed.Account} is changed."),
        Event.AccountChanged { Change: AccountChange.Suspended { IsSuspended: true } } changed => new ControlAnswer(true, $"The account {changed.Account} is suspended."),
        Event.AccountChanged { Change: AccountChange.Suspended } changed => new ControlAnswer(true, $"The account {changed.Account} is open again."),
        Event.AccountChanged changed => new ControlAnswer(true, $"The account {changed.Account} is deleted."),
        Event.Refused { Reason: Refusal.AccountNameTaken } => new ControlAnswer(false, $"there is an account {arguments[1]} already, or the name is a service's."),
        Event.Refused { Reason: Refusal.NoSuchAccount } => new ControlAnswer(false, $"there is no account {arguments[1]}."),
        Event.Refused refused => new ControlAnswer(false, string.Create(CultureInfo.InvariantCulture, $"that was refused: {refused.Reason} {refused.Limit}.")),
        _ => new ControlAnswer(false, "it could not be recorded. See whether the disk is full, and try again."),
    };

    /// <summary>Has a running server do it.</summary>
    public static Task<ControlAnswer> CarryOutAsync(ServerLoop loop, Server.ChatServer server, ControlQuestion question)
    {
        var answered = new TaskCompletionSource<ControlAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(() =>
        {
            var (command, answer) = Plan(server.World, question.Arguments);
            if (command is null)
            {
                answered.SetResult(answer!);
            }
            else
            {
                server.Order(command, happened => answered.SetResult(AnswerTo(happened, question.Arguments)), loop.Now);
            }
        });
        return answered.Task;
    }

    private static Command? CommandFor(AccountId account, IReadOnlyList<string> arguments) => arguments switch
    {
        ["password", _, var text] when TryReadVerifier(text) is { } verifier => new Command.ChangeVerifier(account, verifier),
        ["suspend", _, var text] when TryRead(text) is { } reason => new Command.SuspendAccount(account, true, reason),
        ["unsuspend", _] => new Command.SuspendAccount(account, false, Text.Empty),
        ["delete", _] => new Command.DeleteAccount(account),
        _ => null,
    };

    private static string List(ChatWorld world)
    {
        var accounts = world.SeenWhole().Accounts();
        var lines = accounts.Select(account => string.Create(
            CultureInfo.InvariantCulture,
            $"{account.Identity} made {Day(account.CreatedOn)}, {(account.UsedAt is { Milliseconds: > 0 } usedAt ? $"used {Day(usedAt)}" : "never used")}{(account.IsSuspended ? ", suspended" : "")}"));
        return accounts.Count == 0 ? "There are no accounts." : string.Join('\n', lines);
    }

    private static string Day(Timestamp time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.Milliseconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Text? TryReadVerifier(string text) => PasswordVerifier.TryParse(text, out _) ? TryRead(text) : null;

    private static Text? TryRead(string text) => Text.TryCreate(Encoding.UTF8.GetBytes(text), out var made) ? made : null;
}
