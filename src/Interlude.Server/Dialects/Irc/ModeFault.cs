using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What is wrong with one letter of a channel's mode string.</summary>
/// <param name="Kind">What.</param>
/// <param name="Letter">The letter, in UTF-8.</param>
/// <param name="Parameter">Its parameter; empty if there is none, or none to be shown.</param>
internal sealed record ModeFault(ModeFaultKind Kind, byte[] Letter, byte[] Parameter)
{
    /// <summary>The numeric and its parameters.</summary>
    /// <remarks>
    /// Modern IRC wants a mode without its parameter ignored; which it is, and who sent it is told.
    /// https://modern.ircdocs.horse/#errinvalidmodeparam-696
    /// </remarks>
    public (Numeric Numeric, IrcLine Parameters) Spell(ReadOnlySpan<byte> channel) => Kind switch
    {
        ModeFaultKind.Unknown => (Numeric.ERR_UNKNOWNMODE, $"{new Word(Letter)} :is unknown mode char to me"),
        ModeFaultKind.NoNick => (Numeric.ERR_NOSUCHNICK, $"{new Word(Parameter)} :No such nick/channel"),
        ModeFaultKind.NoParameter => (Numeric.ERR_INVALIDMODEPARAM, $"{new Word(channel)} {new Word(Letter)} * :The mode needs a parameter"),
        ModeFaultKind.NoLimit => (
            Numeric.ERR_INVALIDMODEPARAM, $"{new Word(channel)} {new Word(Letter)} {new Word(Parameter)} :A limit is a positive number"),
        ModeFaultKind.NoChannel => (
            Numeric.ERR_INVALIDMODEPARAM, $"{new Word(channel)} {new Word(Letter)} {new Word(Parameter)} :No such channel"),
        ModeFaultKind.Itself => (
            Numeric.ERR_INVALIDMODEPARAM, $"{new Word(channel)} {new Word(Letter)} {new Word(Parameter)} :A channel cannot forward to itself"),
        _ => (Numeric.ERR_INVALIDMODEPARAM, $"{new Word(channel)} {new Word(Letter)} {new Word(Parameter)} :The mask is not well-formed, or too long"),
    };
}

/// <summary>What can be wrong with a letter of a mode string.</summary>
internal enum ModeFaultKind
{
    /// <summary>No mode has that letter.</summary>
    Unknown,

    /// <summary>Its parameter is missing.</summary>
    NoParameter,

    /// <summary>Its parameter is no mask.</summary>
    NoMask,

    /// <summary>Its parameter is no positive number.</summary>
    NoLimit,

    /// <summary>Its parameter is nobody's nick.</summary>
    NoNick,

    /// <summary>Its parameter is no channel's name.</summary>
    NoChannel,

    /// <summary>Its parameter is the channel whose mode it is.</summary>
    Itself,
}
