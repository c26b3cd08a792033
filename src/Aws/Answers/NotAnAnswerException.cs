using System.Net;
using Amazon.Runtime;

namespace Pipeline.Aws.Answers;

/// <summary>
/// A response with status 200 is not an answer of the operation: it is empty, foreign, cut short, or lacks a member that every answer has.
/// What was asked is unknown, and the same call can succeed later.
/// </summary>
/// <remarks>Derived from the SDK's own exception for such responses, which its retry modes retry.</remarks>
public sealed class NotAnAnswerException(string operation, string reason, string? requestId = null, Exception? cause = null)
    : AmazonUnmarshallingException(requestId, lastKnownLocation: null, cause, HttpStatusCode.OK)
{
    public override string Message => $"what came with status 200 is not an answer to {operation}: {reason}";
}
