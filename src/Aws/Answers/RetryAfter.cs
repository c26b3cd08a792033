using System.Net.Http.Headers;
using Amazon.Runtime.Internal;

namespace Pipeline.Aws.Answers;

/// <summary>
/// The pause that a refusal asks for in the header <c>Retry-After</c>
/// (<see href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after"/>).
/// </summary>
public static class RetryAfter
{
    private const string Header = "Retry-After";

    /// <summary>Nobody is waited for longer, whatever a proxy asks for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="failure">The failure of a call by any client on AWSSDK.Core.</param>
    /// <param name="now">The time to which a date in the header is compared.</param>
    /// <returns>The pause; zero if the failure asks for none.</returns>
    public static TimeSpan Read(Exception failure, DateTimeOffset now)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent(Header))
                return Parse(response.GetHeaderValue(Header), now);
        return TimeSpan.Zero;
    }

    private static TimeSpan Parse(string? header, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(header, out var condition)) return TimeSpan.Zero;
        var pause = condition.Delta ?? (condition.Date - now) ?? TimeSpan.Zero;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < Longest ? pause : Longest;
    }
}
