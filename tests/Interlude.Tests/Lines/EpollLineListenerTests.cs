namespace Interlude.Tests.Lines;

/// <summary>The same over sockets that the library polls.</summary>
public sealed class EpollLineListenerTests : LineListenerTests
{
    protected override bool IsPolled => true;
}
