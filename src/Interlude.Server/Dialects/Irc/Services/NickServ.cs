using System.Collections.Immutable;
using Interlude.Server.Dialects.Irc.Services.Accounts;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>Accounts, as people of IRC know them.</summary>
internal sealed class NickServ() : Service("NickServ", "keeps accounts")
{
    public override ImmutableArray<ServiceCommand> Commands { get; } =
    [
        new RegisterCommand(), new IdentifyCommand(), new LogoutCommand(), new GhostCommand(), new RecoverCommand(),
        new GroupCommand(), new UngroupCommand(), new InfoCommand(), new SetCommand(), new PasswordCommand(), new CertCommand(),
        new DropCommand(), new SuspendCommand(), new UnsuspendCommand(),
    ];
}
