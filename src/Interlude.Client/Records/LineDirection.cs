namespace Interlude.Client.Records;

/// <summary>Which way a line went.</summary>
public enum LineDirection
{
    /// <summary>From the server.</summary>
    Received,

    /// <summary>To the server.</summary>
    Sent,
}
