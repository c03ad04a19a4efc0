namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Tell(Turn turn, Command.Tell command)
    {
        if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
            return;
        }

        if (target.Has(UserModes.AccountsTell) && !turn.User.HasAccount && target != turn.User && turn.User.Operator is null)
        {
            turn.Refuse(Refusal.NeedsAccount, target.Nick);
            return;
        }

        if (command.Speech.Length > _policy.MaxTextBytes)
        {
            turn.Refuse(Refusal.TextTooLong, target.Nick, limit: _policy.MaxTextBytes);
            return;
        }

        turn.User.SpokeAt = Time;

        var talk = turn.User.TalkWith(target);
        turn.Report(new Event.Told(talk.Hearers, turn.User.Identity, target.Identity, command.Speech, target.Away)
        {
            KeptIn = IsKept(command.Speech) ? talk.Kept : [],
        });
    }
}
