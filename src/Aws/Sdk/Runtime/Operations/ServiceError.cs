using System.Net;
using Amazon.Runtime;

namespace Pipeline.Aws.Runtime.Operations;

/// <summary>The error response of a service.</summary>
/// <param name="Code">The error code; null if the response had none.</param>
/// <param name="Cause">The failed HTTP exchange.</param>
public sealed record ServiceError(
    string? Code, string Message, ErrorType Type, string? RequestId, HttpStatusCode StatusCode, Exception Cause)
{
    /// <summary>Further messages, such as those of a rejected change batch.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
