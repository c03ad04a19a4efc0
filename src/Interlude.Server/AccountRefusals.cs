using Interlude.World;

namespace Interlude.Server;

/// <summary>What is said, in every dialect, of wishes about accounts that were not granted.</summary>
internal static class AccountRefusals
{
    /// <summary>A sentence without its full stop; null: the refusal is about something else.</summary>
    public static string? Explain(Event.Refused refused) => refused.Reason switch
    {
        Refusal.NickReserved when refused.Wish is Command.Ghost => $"{refused.Nick} is not your account's, and does not use it",
        Refusal.NickReserved => $"{refused.Nick} is reserved for its owner",
        Refusal.AccountNameTaken => $"{refused.Nick} is an account already, or somebody's name",
        Refusal.TooManyAccounts => $"There are {refused.Limit} accounts, as many as there may be",
        Refusal.NoSuchAccount => "There is no such account",
        Refusal.AccountSuspended => "The account is suspended; ask an operator",
        Refusal.ProofOutdated => "The account has changed meanwhile; try again",
        Refusal.NotLoggedIn => "You are not logged in",
        Refusal.AlreadyLoggedIn => "You are logged in already",
        Refusal.SeveralSessions => "Several of your clients are connected, and this would change them all; end the others first",
        Refusal.TooManySessions => $"{refused.Limit} of your clients are connected, as many as may be; end one first",
        Refusal.AccountFull => $"Your account has {refused.Limit} of these, as many as it may have; remove one first",
        Refusal.NotOfAccount => "Your account has no such thing",
        Refusal.TakenByAccount => "Your account, or another one, has that already",
        Refusal.NoChoice => "That cannot be changed here",
        Refusal.TargetIsSelf => "You cannot do that to yourself",
        Refusal.NoPower when IsAboutAccount(refused.Wish) => "Only the account's owner, or an operator with the power, can do that",
        _ => null,
    };

    /// <summary>What has become of an account, in a sentence without its full stop.</summary>
    public static string Words(Event.AccountChanged changed) => changed.Change switch
    {
        AccountChange.VerifierChanged => $"The password of {changed.Account} is changed",
        AccountChange.NickGrouped { IsGrouped: true } grouped => $"{grouped.Nick} is your account's own",
        AccountChange.NickGrouped grouped => $"{grouped.Nick} is not your account's own any longer",
        AccountChange.PasswordAdded { IsAdded: true } added => $"Your account has a password for {added.Name}",
        AccountChange.PasswordAdded removed => $"Your account has no password for {removed.Name} any longer",
        AccountChange.FingerprintAdded { IsAdded: true } => "The certificate opens your account",
        AccountChange.FingerprintAdded => "The certificate does not open your account any longer",
        AccountChange.AlwaysOnChosen { Choice: AlwaysOnChoice.On } => "You stay when your last client has gone",
        AccountChange.AlwaysOnChosen { Choice: AlwaysOnChoice.Off } => "You leave with your last client",
        AccountChange.AlwaysOnChosen => "Whether you stay when your last client has gone is as the server has it",
        AccountChange.Ghosted ghosted => $"{ghosted.Nick} was ended",
        AccountChange.Suspended { IsSuspended: true } => $"{changed.Account} is suspended",
        AccountChange.Suspended => $"{changed.Account} is not suspended any longer",
        _ => $"{changed.Account} is deleted",
    };

    /// <summary>Why a client that has logged in with a password for programs may not do that: a sentence without its full stop.</summary>
    public const string NotOfProgram = "You came with a password for a program, which changes neither the account nor whose its channels are; log in with the account's own first";

    /// <summary>Whether a wish gives away or takes what an account has on channels: for its owner, and not for a program of the owner's.</summary>
    public static bool IsOwners(Command wish) => wish is Command.DropChannel or Command.TransferChannel or Command.AcceptChannel
        or Command.ChangeAccess;

    /// <summary>Whether a wish is about accounts.</summary>
    public static bool IsAboutAccount(Command wish) => wish is Command.CreateAccount or Command.LogIn or Command.LogOut
        or Command.ChangeVerifier or Command.SuspendAccount or Command.DeleteAccount or Command.GroupNick
        or Command.ChangePassword or Command.ChangeFingerprint or Command.ChooseAlwaysOn or Command.Ghost;
}
