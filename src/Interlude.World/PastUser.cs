namespace Interlude.World;

/// <summary>Who had a nick once (WHOWAS).</summary>
/// <param name="Identity">As it was.</param>
/// <param name="RealName">What it said it was called.</param>
/// <param name="RealHost">Where it came from; for operators.</param>
/// <param name="Until">When it left, or took another nick.</param>
public sealed record PastUser(Identity Identity, Text RealName, SourceWord RealHost, Timestamp Until);
