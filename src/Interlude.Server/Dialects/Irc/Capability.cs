using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Irc;

/// <summary>A capability that is offered, as CAP names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Caps">What it turns on.</param>
/// <param name="Value">What stands behind its name for clients that said 302; null: nothing.</param>
internal sealed record Capability(string Name, Caps Caps, Func<ServerLimits, string>? Value = null)
{
    /// <summary>All that are offered, in the order of CAP LS.</summary>
    public static ImmutableArray<Capability> All { get; } =
    [
        new("away-notify", Caps.AwayNotify),
        new("batch", Caps.Batch),
        new("cap-notify", Caps.CapNotify),
        new("chghost", Caps.ChangeHost),
        new("draft/channel-rename", Caps.ChannelRename),
        new("draft/extended-isupport", Caps.ExtendedIsupport),
        new("draft/multiline", Caps.Multiline, limits => $"max-bytes={limits.MaxMultilineBytes},max-lines={limits.MaxMultilineLines}"),
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

    /// <summary>The one of that name, which is compared by bytes; null: there is none.</summary>
    public static Capability? Find(ReadOnlySpan<byte> name)
    {
        foreach (var capability in All)
        {
            if (System.Text.Ascii.Equals(name, capability.Name))
            {
                return capability;
            }
        }

        return null;
    }
}
