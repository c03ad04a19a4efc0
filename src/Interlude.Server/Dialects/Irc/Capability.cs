using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Irc;

/// <summary>A capability that is offered, as CAP names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Caps">What it turns on.</param>
/// <param name="Value">What stands behind its name for clients that said 302; null: nothing.</param>
/// <param name="IsOffered">Whether the configuration lets it be offered; null: always.</param>
internal sealed record Capability(
    string Name, Caps Caps, Func<ServerLimits, string>? Value = null, Func<ServerLimits, bool>? IsOffered = null)
{
    /// <summary>All that may be offered, in the order of CAP LS.</summary>
    public static ImmutableArray<Capability> All { get; } =
    [
        new("away-notify", Caps.AwayNotify),
        new("batch", Caps.Batch),
        new("cap-notify", Caps.CapNotify),
        new("chghost", Caps.ChangeHost),
        new("draft/channel-rename", Caps.ChannelRename),
        new("draft/chathistory", Caps.ChatHistory, IsOffered: limits => limits.MaxHistoryMessages > 0),
        new("draft/event-playback", Caps.EventPlayback, IsOffered: limits => limits.MaxHistoryMessages > 0),
        new("draft/extended-isupport", Caps.ExtendedIsupport),
        new(
            "draft/multiline",
            Caps.Multiline,
            limits => $"max-bytes={limits.MaxMultilineBytes},max-lines={limits.MaxMultilineLines}",
            limits => limits is { MaxMultilineBytes: > 0, MaxMultilineLines: > 0 }),
        new("draft/no-implicit-names", Caps.DraftNoImplicitNames),
        new("draft/pre-away", Caps.PreAway),
        new("echo-message", Caps.EchoMessage),
        new("extended-join", Caps.ExtendedJoin),
        new("extended-monitor", Caps.ExtendedMonitor),
        new("invite-notify", Caps.InviteNotify),
        new("labeled-response", Caps.LabeledResponse),
        new("message-tags", Caps.MessageTags),
        new("multi-prefix", Caps.MultiPrefix),
        new("no-implicit-names", Caps.NoImplicitNames),
        new("server-time", Caps.ServerTime),
        new("setname", Caps.SetName),
        new("standard-replies", Caps.StandardReplies),
        new("userhost-in-names", Caps.UserhostInNames),
    ];

    /// <summary>Those that are offered under these limits.</summary>
    public static IEnumerable<Capability> Offered(ServerLimits limits) =>
        All.Where(capability => capability.IsOffered?.Invoke(limits) != false);

    /// <summary>Its name, with what stands behind it for who can read that.</summary>
    public string Spell(ServerLimits limits, bool hasValue) => hasValue && Value is not null ? $"{Name}={Value(limits)}" : Name;

    /// <summary>The offered one of that name, which is compared by bytes; null: there is none.</summary>
    public static Capability? Find(ReadOnlySpan<byte> name, ServerLimits limits)
    {
        foreach (var capability in Offered(limits))
        {
            if (System.Text.Ascii.Equals(name, capability.Name))
            {
                return capability;
            }
        }

        return null;
    }
}
