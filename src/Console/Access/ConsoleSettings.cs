using System.Net;

namespace Pipeline.Console.Access;

/// <summary>What the console shows, and to whom.</summary>
public sealed record ConsoleSettings
{
    /// <summary>The domain that names are shown under.</summary>
    public required string Domain { get; init; }

    /// <summary>Who shows this token may read and act; null for no token.</summary>
    public string? Token { get; init; }

    /// <summary>The header in which a trusted proxy names the person; null for no proxy.</summary>
    public string? IdentityHeader { get; init; }

    /// <summary>The proxy whose header is believed; null for any on this machine.</summary>
    public IPAddress? Proxy { get; init; }

    /// <summary>Whether everybody on this machine may read.</summary>
    public required bool IsOpen { get; init; }
}
