using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pipeline.Aws.Runtime.Outages;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// Tells the SDK's retry handler the pause that a refusal asks for in <c>Retry-After</c>: by itself it knows AWS's own header alone. It waits
/// at most five seconds longer than otherwise; whoever retries afterwards waits for the rest.
/// </summary>
internal sealed class RetryAfterStep : PipelineHandler
{
    private const string Pause = "RetryAfterMs";

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (AmazonServiceException failure)
        {
            var pause = RetryAfter.Read(failure, TimeProvider.System.GetUtcNow());
            if (pause > TimeSpan.Zero)
                executionContext.RequestContext.ContextAttributes[Pause] = (int)pause.TotalMilliseconds;
            throw;
        }
    }
}
