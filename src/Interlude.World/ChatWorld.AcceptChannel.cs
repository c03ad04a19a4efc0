namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void AcceptChannel(Turn turn, Command.AcceptChannel command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn, channel: command.Channel);
            return;
        }

        // To whom it is offered may know of it, on it or not.
        var channel = Find(command.Channel);
        if (channel?.Registration is not { } registration || registration.OfferAt(Time)?.To != account.Id)
        {
            turn.Refuse(
                channel is not null && IsKnownTo(channel, turn.User) ? Refusal.NotOffered : Refusal.NoSuchChannel, channel: command.Channel);
            return;
        }

        if (account.Founded >= _policy.MaxChannelsPerAccount)
        {
            turn.Refuse(Refusal.AccountFull, channel: channel.Name, limit: _policy.MaxChannelsPerAccount);
            return;
        }

        Report(turn, channel, new RegistrationChange.Transferred(account.Identity), registration.Founder);
        Transfer(channel, account, turn.Events);
    }
}
