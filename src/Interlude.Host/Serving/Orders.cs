using Interlude.Host.Storage;

namespace Interlude.Host.Serving;

/// <summary>What a running server does for programs that ask over its <see cref="ControlSocket"/>.</summary>
internal sealed class Orders
{
    private readonly Dictionary<string, Func<ControlQuestion, Task<ControlAnswer>>> _known = new(StringComparer.Ordinal);

    /// <summary>Knows one more. Before the socket is opened.</summary>
    /// <param name="what">The word of the question.</param>
    /// <param name="carryOut">Does it; called on any thread, for several at the same time.</param>
    public void Add(string what, Func<ControlQuestion, Task<ControlAnswer>> carryOut) => _known.Add(what, carryOut);

    /// <summary>Does what is asked, or says that it is not known.</summary>
    public Task<ControlAnswer> CarryOutAsync(ControlQuestion question) => _known.TryGetValue(question.What, out var carryOut)
        ? carryOut(question)
        : Task.FromResult(new ControlAnswer(false, "the server that runs does not know this; it is of another version than this program."));
}
