using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What only server operators may do, and how others are told.</summary>
internal static class Privileges
{
    /// <summary>Whether the client's user has the power; if not, it is told so.</summary>
    public static bool Check(IrcClient client, OperatorPowers power)
    {
        if ((client.View.Powers & power) != 0)
        {
            return true;
        }

        client.Answer(Refusal(client, power));
        return false;
    }

    /// <summary>481; or 723, to an operator who lacks one privilege. https://modern.ircdocs.horse/#errnoprivs-723</summary>
    public static ReadOnlyMemory<byte> Refusal(IrcClient client, OperatorPowers power) => client.View.Viewer?.OperatorClass is null
        ? client.NumericLine(Numeric.ERR_NOPRIVILEGES, $":Permission Denied- You're not an IRC operator")
        : client.NumericLine(Numeric.ERR_NOPRIVS, $"{NameOf(power)} :Insufficient oper privileges.");

    /// <summary>The power that a wish needs.</summary>
    public static OperatorPowers NeededFor(Command wish) => wish switch
    {
        Command.Kill => OperatorPowers.Kill,
        Command.Announce => OperatorPowers.Wallops,
        Command.ChangeHost => OperatorPowers.ChangeHost,
        Command.ChangeModes => OperatorPowers.OverrideModes,
        _ => OperatorPowers.Inspect,
    };

    private static string NameOf(OperatorPowers power) => power switch
    {
        OperatorPowers.Kill => "kill",
        OperatorPowers.Wallops => "wallops",
        OperatorPowers.Rehash => "rehash",
        OperatorPowers.ChangeHost => "chghost",
        OperatorPowers.OverrideModes => "samode",
        _ => "inspect",
    };
}
