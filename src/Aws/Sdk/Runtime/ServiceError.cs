using System.Net;
using Amazon.Runtime;

namespace Pipeline.Aws.Runtime;

/// <summary>What a service said when it refused.</summary>
/// <param name="Code">Its short name for the reason; null where the answer held none.</param>
/// <param name="Cause">The failed HTTP exchange.</param>
public sealed record ServiceError(string? Code, string Message, ErrorType Type, string? RequestId, HttpStatusCode StatusCode, Exception Cause)
{
    /// <summary>What else it said, a list by name: the messages of a refused change batch.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
