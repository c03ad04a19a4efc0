namespace Interlude.Host.Storage;

/// <summary>Data that cannot be used as they are: what, and what to do, in sentences for whoever runs the server.</summary>
internal sealed class StorageException : Exception
{
    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
