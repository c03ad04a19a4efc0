using System.Collections;
using System.Collections.Immutable;
using System.Text;
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
        catch (JsonFault fault)
        {
            return new Reading(null, [$"The file \"{file}\" is not JSON, line {fault.Line}, column {fault.Column}: {Sentence(fault.Message)}"], []);
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

        configuration = Complete(configuration, given, errors);
        return errors.Count == 0 ? new Reading(configuration, [], held) : new Reading(null, [.. errors], []);
    }

    private static Dictionary<string, GivenValue> Merge(ConfigurationLayer[] layers, List<string> errors)
    {
        var given = new Dictionary<string, GivenValue>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            var parts = new Dictionary<string, List<GivenPart>>(StringComparer.Ordinal);
            foreach (var part in layer.Values)
            {
                if (ConfigurationKeys.Of(part.Path, out var below) is not { } key)
                {
                    errors.Add(Unknown(part));
                }
                else if (part.Kind == GivenKind.Null)
                {
                    errors.Add($"{GivenPart.ShownPath(part.Path)}: null ({part.Origin}) is no value; leave the key out to have its default, or give {key.Allowed}.");
                }
                else
                {
                    (parts.TryGetValue(key.Name, out var list) ? list : parts[key.Name] = []).Add(part with { Path = below });
                }
            }

            foreach (var (name, list) in parts)
            {
                given[name] = new GivenValue(layer.Folder, list);
            }
        }

        errors.RemoveAll(error => error.Length == 0);
        var once = errors.Distinct().ToList();
        errors.Clear();
        errors.AddRange(once);
        return given;
    }

    // Empty for an empty section, which says nothing.
    private static string Unknown(GivenPart part)
    {
        if (ConfigurationKeys.All.Any(known => known.Name.StartsWith(part.Path + ".", StringComparison.OrdinalIgnoreCase)))
        {
            return part.Kind == GivenKind.EmptyObject || part is { Kind: GivenKind.Words, Text: "" } ? string.Empty
                : $"{part.Path}: holds keys and has no value of its own ({part.Origin}); {part.Shown} is not an object.";
        }

        if (part.Kind != GivenKind.Words && ConfigurationKeys.Around(part.Path, out var below)?.Misplaced(below, part) is { } misplaced)
        {
            return misplaced;
        }

        var nearest = NearestName.Of(part.Path, ConfigurationKeys.All.Select(known => known.Name));
        if (part.Kind == GivenKind.Words && part.Origin.StartsWith(ConfigurationLayer.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            var hint = nearest is null ? $"each variable that begins with {ConfigurationLayer.Prefix} must be one, such as {ConfigurationLayer.VariableOf("limits.users")}"
                : $"the nearest is {ConfigurationLayer.VariableOf(nearest)}";
            return $"{part.Origin}: is no key (environment); {hint}.";
        }

        return $"{GivenPart.ShownPath(part.Path)}: is no key ({part.Origin}){(nearest is null ? string.Empty : $"; the nearest is {nearest}")}.";
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
    private static Configuration Complete(Configuration configuration, Dictionary<string, GivenValue> given, List<string> errors)
    {
        foreach (var named in configuration.NamedOperators.Where(named => !configuration.OperatorClasses.ContainsKey(named.Class)))
        {
            errors.Add($"{named.Place}.class: \"{named.Class}\" ({named.ClassOrigin}) is not one of operatorClasses: {string.Join(", ", configuration.OperatorClasses.Keys)}.");
        }

        if (configuration.Listen.IsEmpty && errors.Count == 0)
        {
            errors.Add($"listen: an empty list ({given["listen"].Origin}) is not enough; give at least one place, such as plain://localhost:8007, or leave the key out.");
        }

        if (configuration.CertificateFile is { } certificate)
        {
            var context = ServerCertificate.TryRead(certificate, configuration.KeyFile ?? certificate, out var fault);
            configuration = configuration with { Certificate = context };
            if (fault is { } what)
            {
                var name = what.IsInKey && configuration.KeyFile is not null ? "tls.key" : "tls.certificate";
                var path = name == "tls.key" ? configuration.KeyFile : certificate;
                errors.Add($"{name}: \"{path}\" ({given[name].Origin}) {what.What}.");
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

        return configuration.MotdFile is { } motd ? WithMotd(configuration, motd, given["server.motdFile"].Origin, errors) : configuration;
    }

    private static Configuration WithMotd(Configuration configuration, string path, string origin, List<string> errors)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxMotdBytes })
            {
                errors.Add($"server.motdFile: \"{path}\" ({origin}) is not a file of at most {MaxMotdBytes} bytes.");
                return configuration;
            }

            var lines = System.IO.File.ReadAllLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            if (Array.FindIndex(lines, line => !ConfigurationKeys.IsLine(line)) is >= 0 and var bad)
            {
                errors.Add($"server.motdFile: line {bad + 1} of \"{path}\" ({origin}) is not a line that fits into a reply; 400 bytes do.");
            }

            return configuration with { Profile = configuration.Profile with { Motd = [.. lines] } };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add($"server.motdFile: \"{path}\" ({origin}) {FileFaults.Why(failure)}.");
        }
        catch (DecoderFallbackException)
        {
            errors.Add($"server.motdFile: \"{path}\" ({origin}) is not UTF-8.");
        }

        return configuration;
    }

    private static string Sentence(string text) => text.EndsWith('?') ? text : text + ".";
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
