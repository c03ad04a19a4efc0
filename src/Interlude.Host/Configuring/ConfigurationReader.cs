using System.Collections;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Interlude.Host.Listening;

namespace Interlude.Host.Configuring;

/// <summary>
/// Reads the configuration: a file, then the environment, then the command line, and later ones win, key by key. All that is
/// wrong is found at once.
/// </summary>
/// <param name="file">The file; null for none.</param>
/// <param name="environment">The variables.</param>
/// <param name="commandLine">What the command line sets.</param>
internal sealed class ConfigurationReader(string? file, IDictionary environment, IReadOnlyList<(string Path, string Text)> commandLine)
{
    private const long MaxMotdBytes = 64 * 1024;

    /// <summary>The file's name as it was given; empty for none.</summary>
    public string File { get; } = file ?? string.Empty;

    /// <param name="running">The configuration that is in force, of which some keys cannot change; null at start.</param>
    public Reading Read(Configuration? running = null)
    {
        ConfigurationLayer[] layers;
        try
        {
            layers =
            [
                .. file is null ? [] : new[] { ConfigurationLayer.OfFile(file) },
                ConfigurationLayer.OfEnvironment(environment),
                ConfigurationLayer.OfCommandLine(commandLine),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Reading(null, [$"The file \"{file}\" cannot be read: {failure.Message}"], []) { IsUnreadable = true };
        }
        catch (JsonException failure)
        {
            return new Reading(null, [$"The file \"{file}\" is not JSON{PlaceOf(failure)}: {failure.Message.TrimEnd('.')}."], []);
        }

        var errors = new List<string>();
        var given = Merge(layers, errors);
        var held = running is null ? [] : Hold(given, running.Given);
        var configuration = Configuration.Default with { Given = given.ToImmutableDictionary() };
        foreach (var key in ConfigurationKeys.All)
        {
            if (given.TryGetValue(key.Name, out var value))
            {
                configuration = key.Set(configuration, value, errors);
            }
        }

        configuration = Complete(configuration, errors);
        return errors.Count == 0 ? new Reading(configuration, [], held) : new Reading(null, [.. errors], []);
    }

    private static Dictionary<string, GivenValue> Merge(ConfigurationLayer[] layers, List<string> errors)
    {
        var given = new Dictionary<string, GivenValue>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            var parts = new Dictionary<string, List<(string, string)>>(StringComparer.Ordinal);
            foreach (var (path, text) in layer.Values)
            {
                if (ConfigurationKeys.Of(path, out var below) is { } key)
                {
                    (parts.TryGetValue(key.Name, out var list) ? list : parts[key.Name] = []).Add((below, text));
                }
                else if (!ConfigurationKeys.All.Any(known => known.Name.StartsWith(path + ".", StringComparison.OrdinalIgnoreCase)))
                {
                    errors.Add($"{path}: is no key ({layer.Origin}); the nearest is {NearestName.Of(path, ConfigurationKeys.All.Select(known => known.Name))}.");
                }
                else if (text.Length > 0)   // an empty section says nothing
                {
                    errors.Add($"{path}: holds keys and has no value of its own ({layer.Origin}); \"{text}\" is not an object.");
                }
            }

            foreach (var (name, list) in parts)
            {
                given[name] = new GivenValue(layer.Origin, layer.Folder, list);
            }
        }

        return given;
    }

    /// <summary>Puts what is in force back where a key cannot change, and names those keys.</summary>
    private static ImmutableArray<string> Hold(Dictionary<string, GivenValue> given, ImmutableDictionary<string, GivenValue> running)
    {
        var held = ImmutableArray.CreateBuilder<string>();
        foreach (var name in ConfigurationKeys.All.Where(key => !key.IsReloadable).Select(key => key.Name))
        {
            var (old, now) = (running.GetValueOrDefault(name), given.GetValueOrDefault(name));
            if (old is null ? now is not null : !old.SaysTheSame(now))
            {
                held.Add(name);
            }

            if (old is null)
            {
                given.Remove(name);
            }
            else
            {
                given[name] = old;
            }
        }

        return held.ToImmutable();
    }

    // What several keys must agree on, and the files that they name.
    private static Configuration Complete(Configuration configuration, List<string> errors)
    {
        foreach (var (index, named) in configuration.NamedOperators.Index())
        {
            if (!configuration.OperatorClasses.ContainsKey(named.Class))
            {
                errors.Add($"operators[{index}].class: \"{named.Class}\" is not one of operatorClasses: {string.Join(", ", configuration.OperatorClasses.Keys)}.");
            }
        }

        if (configuration.Listen.IsEmpty && errors.Count == 0)
        {
            errors.Add($"listen: an empty list is not enough; each item must be {ListenPlace.Allowed}.");
        }

        if (configuration.CertificateFile is { } certificate)
        {
            var context = ServerCertificate.TryRead(certificate, configuration.KeyFile ?? certificate, out var error);
            configuration = configuration with { Certificate = context };
            if (error is not null)
            {
                errors.Add($"tls.certificate: {error}");
            }
        }
        else if (configuration.Listen.FirstOrDefault(place => place.IsTls) is { } tls)
        {
            errors.Add($"tls.certificate: nothing is given, but {tls} needs the path of a file in PEM.");
        }
        else if (configuration.KeyFile is not null)
        {
            errors.Add("tls.certificate: nothing is given, but tls.key is; it needs the path of a file in PEM.");
        }

        return configuration.MotdFile is { } motd ? WithMotd(configuration, motd, errors) : configuration;
    }

    private static Configuration WithMotd(Configuration configuration, string path, List<string> errors)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxMotdBytes })
            {
                errors.Add($"server.motdFile: \"{path}\" is not a file of at most {MaxMotdBytes} bytes.");
                return configuration;
            }

            var lines = System.IO.File.ReadAllLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            if (Array.FindIndex(lines, line => !ConfigurationKeys.IsLine(line)) is >= 0 and var bad)
            {
                errors.Add($"server.motdFile: line {bad + 1} of \"{path}\" is not a line that fits into a reply; 400 bytes do.");
            }

            return configuration with { Profile = configuration.Profile with { Motd = [.. lines] } };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add($"server.motdFile: {failure.Message}");
        }
        catch (DecoderFallbackException)
        {
            errors.Add($"server.motdFile: \"{path}\" is not UTF-8.");
        }

        return configuration;
    }

    private static string PlaceOf(JsonException failure) => failure.LineNumber is { } line ? $", line {line + 1}" : string.Empty;
}

/// <summary>What came of reading the configuration.</summary>
/// <param name="Configuration">It, or null if something is wrong.</param>
/// <param name="Errors">What is wrong, a sentence each.</param>
/// <param name="Held">Keys that were changed and are not in force before a restart.</param>
internal sealed record Reading(Configuration? Configuration, ImmutableArray<string> Errors, ImmutableArray<string> Held)
{
    /// <summary>Whether it is the file that could not be read, and not what it says that is wrong.</summary>
    public bool IsUnreadable { get; init; }
}
