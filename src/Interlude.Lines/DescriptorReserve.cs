using Microsoft.Win32.SafeHandles;

namespace Interlude.Lines;

/// <summary>A few file descriptors kept back for when the process has used up all others: the runtime needs some to make a
/// thread, and ends the process if it cannot. Freed while the listener pauses. For one caller.</summary>
internal sealed class DescriptorReserve : IDisposable
{
    private const int Count = 4;

    private readonly List<SafeFileHandle> _held = [];

    public DescriptorReserve() => Fill();

    public void Fill()
    {
        try
        {
            while (_held.Count < Count)
            {
                _held.Add(File.OpenHandle("/dev/null"));
            }
        }
        catch (IOException)
        {
            // Still none to be had; there is another try after the next pause.
        }
    }

    public void Free()
    {
        _held.ForEach(handle => handle.Dispose());
        _held.Clear();
    }

    public void Dispose() => Free();
}
