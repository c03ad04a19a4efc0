using Interlude.Server;

namespace Interlude.Host.Configuring;

/// <summary>The configuration in force, which can be read anew while the server runs. Any thread may ask it.</summary>
/// <param name="reader">Reads it.</param>
/// <param name="start">The one that the server was started with.</param>
/// <param name="life">What stays the same.</param>
internal sealed class LiveConfiguration(ConfigurationReader reader, Configuration start, ServerLife life)
{
    private readonly Lock _lock = new();
    private Configuration _current = start;

    public Configuration Current => Volatile.Read(ref _current);

    public ServerOptions Options => Current.ToOptions(life);

    /// <summary>
    /// Reads it anew. What the host itself goes by (certificates, origins, exempt addresses) is in force when this returns;
    /// the rest when the server is given the options. If anything is wrong, all stays as it is.
    /// </summary>
    public (Reading Reading, RequestResult.ConfigurationRead Result) Reload()
    {
        lock (_lock)
        {
            var reading = reader.Read(Current);
            if (reading.Configuration is null)
            {
                return (reading, new(null, reader.File, string.Join(' ', reading.Errors)));
            }

            Volatile.Write(ref _current, reading.Configuration);
            return (reading, new(Options, reader.File, null));
        }
    }
}
