using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>Who may say what where, and who hears it.</summary>
internal sealed class ReferenceSpeech(ReferenceTurn turn)
{
    private readonly ReferenceUser _user = turn.User;

    public void Say(Command.Say wish)
    {
        if (turn.FindOrRefuse(wish.Channel.Value) is not { } channel)
        {
            return;
        }

        if (WhyNot(channel, wish) is { } refusal)
        {
            turn.Refuse(refusal);
        }
        else if (turn.IsShort(LengthOf(wish.Speech), turn.World.Policy.MaxTextBytes))
        {
            turn.Report(new Happening(What.Said, Hearers(channel, wish.To)) { Channel = channel, Speech = wish.Speech, Ranks = wish.To });
        }
    }

    public void Tell(Command.Tell wish)
    {
        var nick = wish.Target.Value;
        if (turn.World.Find(nick) is not { } target)
        {
            turn.Refuse($"* There is nobody called {nick}. ");
        }
        else if (target.Has(UserModes.AccountsTell) && target != _user && _user.Account is null)
        {
            turn.Refuse("* Only people with an account");
        }
        else if (turn.IsShort(LengthOf(wish.Speech), turn.World.Policy.MaxTextBytes))
        {
            turn.Report(new Happening(What.Told, _user == target ? [_user] : [_user, target])
            {
                Target = target,
                TargetNick = target.Nick,
                Speech = wish.Speech,
                Away = target.Away,
            });
        }
    }

    private string? WhyNot(ReferenceChannel channel, Command.Say wish)
    {
        var isMember = channel.Members.Contains(_user);
        var isNobody = channel.RanksOf(_user) == Ranks.None;
        return !isMember && (channel.Is(ChannelTraits.MembersOnly) || wish.To != Ranks.None) ? $"* You are not in {channel.Name}. "
            : isNobody && channel.Mutes(_user) ? $"* You may not speak in {channel.Name}"
            : isNobody && channel.Is(ChannelTraits.Moderated) && !channel.Is(ChannelTraits.OperatorsHear) ? "* Only people with a voice"
            : isNobody && channel.Is(ChannelTraits.AccountsSpeak) && _user.Account is null ? "* Only people with an account"
            : wish.Speech.Form == TextKind.Ctcp && channel.Is(ChannelTraits.NoCtcp) ? $"* {channel.Name} does not take"
            : wish.Speech.IsFormatted && channel.Is(ChannelTraits.NoFormatting) ? $"* {channel.Name} does not take"
            : null;
    }

    private List<ReferenceUser> Hearers(ReferenceChannel channel, Ranks to)
    {
        var isReport = channel.RanksOf(_user) == Ranks.None && channel.Is(ChannelTraits.OperatorsHear);
        return
        [
            .. channel.Members.Where(member => member != _user && channel.RanksOf(member) >= to && (!isReport || channel.Helps(member))),
            _user,
        ];
    }

    private static int LengthOf(Speech speech)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(speech.Text.ToString());
        foreach (var line in speech.More)
        {
            bytes += System.Text.Encoding.UTF8.GetByteCount(line.Text.ToString()) + (line.GoesOn ? 0 : 1);
        }

        return bytes;
    }
}
