namespace Interlude.Tests.Documents;

/// <summary>Which document describes what, for the tables of docs/PROTOCOLS.md: what is not named here is Modern IRC's.</summary>
internal static class IrcSpecifications
{
    private const string Modern = "Modern IRC";
    private const string Custom = "custom";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["AUTHENTICATE"] = "sasl-3.1, sasl-3.2",
        ["AWAY"] = "Modern IRC, away-notify, pre-away",
        ["BATCH"] = "client-batch, multiline",
        ["CAP"] = "capability-negotiation",
        ["CHANSERV"] = Custom,
        ["CHATHISTORY"] = "chathistory",
        ["CHGHOST"] = "custom, chghost",
        ["CS"] = Custom,
        ["INVITE"] = "Modern IRC, invite-notify",
        ["ISON"] = "RFC 2812, 4.9",
        ["ISUPPORT"] = "extended-isupport",
        ["KNOCK"] = Custom,
        ["MAP"] = Custom,
        ["MONITOR"] = "monitor",
        ["NICKSERV"] = Custom,
        ["NS"] = Custom,
        ["PROTOCTL"] = "draft-hardy-irc-isupport-00",
        ["REGISTER"] = "account-registration",
        ["RENAME"] = "channel-rename",
        ["SAMODE"] = Custom,
        ["SETNAME"] = "setname",
        ["TAGMSG"] = "message-tags",
        ["VERIFY"] = "account-registration",
        ["USERIP"] = Custom,
        ["WHO"] = "Modern IRC, whox",
    };

    private static readonly Dictionary<string, string> Capabilities = new(StringComparer.Ordinal)
    {
        ["sasl"] = "sasl-3.1, sasl-3.2",
        ["cap-notify"] = "capability-negotiation",
    };

    private static readonly Dictionary<string, string> Tokens = new(StringComparer.Ordinal)
    {
        ["ACCOUNTEXTBAN"] = "account-extban",
        ["BOT"] = "bot-mode",
        ["CHATHISTORY"] = "chathistory",
        ["LINELEN"] = Custom,
        ["MONITOR"] = "monitor",
        ["MSGREFTYPES"] = "chathistory",
        ["NAMELEN"] = "setname",
        ["NAMESX"] = "draft-hardy-irc-isupport-00",
        ["UHNAMES"] = "draft-hardy-irc-isupport-00",
        ["UTF8ONLY"] = "utf8-only",
        ["WHOX"] = "whox",
    };

    private static readonly (int First, int Last, string Document)[] Numerics =
    [
        (15, 17, Custom),
        (243, 243, "RFC 2812"),
        (303, 303, "RFC 2812"),
        (335, 335, "bot-mode"),
        (340, 340, Custom),
        (354, 354, "whox"),
        (396, 396, Custom),
        (407, 407, "RFC 2812"),
        (410, 410, "capability-negotiation"),
        (415, 415, "RFC 2812"),
        (416, 416, "RFC 2812"),
        (423, 423, "RFC 2812"),
        (470, 470, Custom),
        (477, 478, Custom),
        (480, 480, Custom),
        (710, 714, Custom),
        (900, 908, "sasl-3.1"),
        (730, 734, "monitor"),
    ];

    private static readonly Dictionary<char, string> UserModes = new() { ['B'] = "bot-mode", ['i'] = Modern, ['o'] = Modern, ['w'] = Modern };

    private const string ModernChannelModes = "beIklimnstqaohv";

    public static string OfVerb(string verb) => Verbs.GetValueOrDefault(verb, Modern);

    public static string OfCapability(string name) =>
        Capabilities.GetValueOrDefault(name, name.Replace("draft/", string.Empty, StringComparison.Ordinal));

    public static string OfToken(string name) => Tokens.GetValueOrDefault(name, Modern);

    public static string OfUserMode(char letter) => UserModes.GetValueOrDefault(letter, Custom);

    public static string OfChannelMode(char letter) =>
        ModernChannelModes.Contains(letter, StringComparison.Ordinal) ? Modern : Custom;

    public static string OfNumeric(int number) =>
        Numerics.FirstOrDefault(range => range.First <= number && number <= range.Last).Document ?? Modern;
}
