using System.Runtime.InteropServices;

/// <summary>Run by the runtime before a program whose environment names this assembly (<c>DOTNET_STARTUP_HOOKS</c>, which wants
/// this name): makes it crash, by an exception that nobody catches, when it is sent SIGUSR1.</summary>
#pragma warning disable CA1050 // The runtime looks for it outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050
{
    private const PosixSignal User1 = (PosixSignal)10;

    private static PosixSignalRegistration? s_registration;

    public static void Initialize() =>
        s_registration = PosixSignalRegistration.Create(User1, _ => throw new InvalidOperationException("The test wants a crash."));
}
