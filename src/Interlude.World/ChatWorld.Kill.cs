namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Kill(Turn turn, Command.Kill command)
    {
        if ((turn.Powers & OperatorPowers.Kill) == 0)
        {
            turn.Refuse(Refusal.NoPower);
            return;
        }

        if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
            return;
        }

        var departure = new Departure(DepartureCause.Killed, Shorten(command.Reason), turn.User.Identity);
        Notice(NoticeKind.Killed, target, NoticeOf(departure), turn.Events);
        Expel(target, departure, turn.Events);
    }

    private static Text NoticeOf(Departure departure) =>
        Text.TryCreate(
            [
                .. departure.By!.Nick.Utf8.Span, .. " ("u8,
                .. departure.Reason.Length == 0 ? "No reason given"u8 : departure.Reason.Utf8.Span, .. ")"u8,
            ],
            out var text)
            ? text
            : throw new System.Diagnostics.UnreachableException("Texts with a blank and brackets between are text.");
}
