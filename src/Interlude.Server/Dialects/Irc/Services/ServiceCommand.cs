using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>What a service can be told to do. Names are matched in any ASCII case.</summary>
/// <param name="name">The word, in capitals.</param>
/// <param name="usage">Its parameters, as HELP shows them.</param>
/// <param name="help">What it does, in a sentence without its full stop.</param>
/// <param name="leastWords">With fewer behind the name, the usage is the answer.</param>
internal abstract class ServiceCommand(string name, string usage, string help, int leastWords = 0)
{
    public string Name => name;

    public string Usage => usage.Length == 0 ? name : $"{name} {usage}";

    public string Help => help;

    public int LeastWords => leastWords;

    /// <summary>What people say for it by habits from elsewhere.</summary>
    public virtual ImmutableArray<string> Aliases => [];

    /// <summary>Whether one must be logged in.</summary>
    public virtual bool NeedsAccount => false;

    /// <summary>What power of a server operator it needs.</summary>
    public virtual OperatorPowers Power => OperatorPowers.None;

    /// <param name="service">To whom it was said, and who answers.</param>
    /// <param name="client">Who said it: a user, logged in and with the power if the command needs it.</param>
    /// <param name="words">What was said, the command's name first, with as many behind it as it needs.</param>
    public abstract void Run(Service service, IrcClient client, ServiceWords words);

    /// <summary>Whether the client may change its account; if not, it is told.</summary>
    protected static bool MayChange(Service service, IrcClient client)
    {
        if (client.IsProgram)
        {
            service.Say(client, $"{AccountRefusals.NotOfProgram}.");
        }

        return !client.IsProgram;
    }

    public bool HasAlias(ReadOnlySpan<byte> word)
    {
        foreach (var alias in Aliases)
        {
            if (Ascii.EqualsIgnoreCase(word, alias))
            {
                return true;
            }
        }

        return false;
    }
}
