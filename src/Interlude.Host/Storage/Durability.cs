namespace Interlude.Host.Storage;

/// <summary>What a message that somebody has seen survives.</summary>
internal enum Durability
{
    /// <summary>Everything, a loss of power too: each batch is synced to the device before anybody sees what came of it.</summary>
    PowerLoss,

    /// <summary>The end of the process, however sudden; a loss of power may take the last seconds.</summary>
    ProcessCrash,

    /// <summary>Nothing: all is kept in memory, and no file is made.</summary>
    None,
}

/// <summary>How the configuration writes it.</summary>
internal static class DurabilityExtensions
{
    /// <summary>To follow "is not".</summary>
    public const string Allowed = "power-loss, process-crash or none";

    public static string ToWord(this Durability durability) => durability switch
    {
        Durability.PowerLoss => "power-loss",
        Durability.ProcessCrash => "process-crash",
        _ => "none",
    };

    /// <summary>Null if it is no such word.</summary>
    public static Durability? Parse(string word) => word switch
    {
        "power-loss" => Durability.PowerLoss,
        "process-crash" => Durability.ProcessCrash,
        "none" => Durability.None,
        _ => null,
    };
}
