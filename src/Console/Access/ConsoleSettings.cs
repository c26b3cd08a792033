using System.Net;
using Pipeline.Core.Dns.Budget;

namespace Pipeline.Console.Access;

/// <summary>The console's domain, who may read it and act in it, and how often a program may ask.</summary>
public sealed record ConsoleSettings
{
    /// <summary>The domain shown with names.</summary>
    public required string Domain { get; init; }

    /// <summary>Whoever presents this token may read and act; null for no token.</summary>
    public string? Token { get; init; }

    /// <summary>The header in which a trusted proxy names the user; null for no proxy.</summary>
    public string? IdentityHeader { get; init; }

    /// <summary>The address of the trusted proxy; null trusts any process on this machine.</summary>
    public IPAddress? Proxy { get; init; }

    /// <summary>Whether everybody on this machine may read.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>The requests to the API that one client may send.</summary>
    public required BucketSize ApiRequests { get; init; }
}
