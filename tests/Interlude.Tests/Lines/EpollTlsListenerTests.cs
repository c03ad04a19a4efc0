namespace Interlude.Tests.Lines;

/// <summary>The same over sockets that the library polls.</summary>
public sealed class EpollTlsListenerTests : TlsListenerTests
{
    protected override bool IsPolled => true;
}
