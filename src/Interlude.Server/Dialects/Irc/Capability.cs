using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Irc;

/// <summary>A capability that is offered, as CAP names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Caps">What it turns on.</param>
/// <param name="Value">What stands behind its name for clients that said 302; null: nothing.</param>
/// <param name="IsOffered">Whether the configuration lets it be offered; null: always.</param>
internal sealed record Capability(
    string Name, Caps Caps, Func<ServerOptions, string>? Value = null, Func<ServerOptions, bool>? IsOffered = null)
{
    /// <summary>All that may be offered, in the order of CAP LS.</summary>
    public static ImmutableArray<Capability> All { get; } =
    [
        new("account-notify", Caps.AccountNotify),
        new("account-tag", Caps.AccountTag),
        new("away-notify", Caps.AwayNotify),
        new("batch", Caps.Batch),
        new("cap-notify", Caps.CapNotify),
        new("chghost", Caps.ChangeHost),
        new("draft/account-registration", Caps.AccountRegistration, RegistrationKeys, options => options.Accounts.MayRegister),
        new("draft/channel-rename", Caps.ChannelRename),
        new("draft/chathistory", Caps.ChatHistory, IsOffered: options => options.Limits.MaxHistoryMessages > 0),
        new("draft/event-playback", Caps.EventPlayback, IsOffered: options => options.Limits.MaxHistoryMessages > 0),
        new("draft/extended-isupport", Caps.ExtendedIsupport),
        new(
            "draft/multiline",
            Caps.Multiline,
            options => $"max-bytes={options.Limits.MaxMultilineBytes},max-lines={options.Limits.MaxMultilineLines}",
            options => options.Limits is { MaxMultilineBytes: > 0, MaxMultilineLines: > 0 }),
        new("draft/no-implicit-names", Caps.DraftNoImplicitNames),
        new("draft/pre-away", Caps.PreAway),
        new("draft/read-marker", Caps.ReadMarker, IsOffered: options => options.Limits.MaxHistoryMessages > 0),
        new("echo-message", Caps.EchoMessage),
        new("extended-join", Caps.ExtendedJoin),
        new("extended-monitor", Caps.ExtendedMonitor),
        new("invite-notify", Caps.InviteNotify),
        new("labeled-response", Caps.LabeledResponse),
        new("message-tags", Caps.MessageTags),
        new("multi-prefix", Caps.MultiPrefix),
        new("no-implicit-names", Caps.NoImplicitNames),
        new("sasl", Caps.Sasl, options => string.Join(',', options.Accounts.Mechanisms), options => !options.Accounts.Mechanisms.IsEmpty),
        new("server-time", Caps.ServerTime),
        new("setname", Caps.SetName),
        new("standard-replies", Caps.StandardReplies),
        new("userhost-in-names", Caps.UserhostInNames),
        new("znc.in/playback", Caps.ZncPlayback, IsOffered: options => options.Limits.MaxHistoryMessages > 0),
    ];

    /// <summary>Those that are offered under these options.</summary>
    public static IEnumerable<Capability> Offered(ServerOptions options) =>
        All.Where(capability => capability.IsOffered?.Invoke(options) != false);

    /// <summary>Its name, with what stands behind it for who can read that.</summary>
    public string Spell(ServerOptions options, bool hasValue) => hasValue && Value?.Invoke(options) is { Length: > 0 } value ? $"{Name}={value}" : Name;

    /// <summary>The offered one of that name, which is compared by bytes; null: there is none.</summary>
    public static Capability? Find(ReadOnlySpan<byte> name, ServerOptions options)
    {
        foreach (var capability in Offered(options))
        {
            if (System.Text.Ascii.Equals(name, capability.Name))
            {
                return capability;
            }
        }

        return null;
    }

    /// <summary>Whether accounts can be made before one is a user: not around the server's password.</summary>
    public static bool IsBeforeConnect(ServerOptions options) => options.Accounts.BeforeConnect && options.PasswordVerifier is null;

    // https://ircv3.net/specs/extensions/account-registration#capability
    private static string RegistrationKeys(ServerOptions options) => string.Join(',', new[]
    {
        IsBeforeConnect(options) ? "before-connect" : null,
        options.Accounts.NeedsEmail ? "email-required" : null,
        options.Accounts.CustomNames ? "custom-account-name" : null,
    }.Where(key => key is not null));
}
