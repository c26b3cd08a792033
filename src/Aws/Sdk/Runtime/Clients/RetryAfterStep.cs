using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pipeline.Aws.Answers;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// Waits between the attempts of a call as long as a refusal asks for in <c>Retry-After</c>: the SDK's retry handler, which this step is
/// below, knows AWS's own header alone. Whoever tries again after the last attempt reads the header as well.
/// </summary>
internal sealed class RetryAfterStep : PipelineHandler
{
    /// <summary>As long as the SDK waits at most for AWS's own header.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (AmazonServiceException failure) when (IsRetried(executionContext.RequestContext) && TransientErrors.IsTransient(failure))
        {
            var pause = RetryAfter.Read(failure, TimeProvider.System.GetUtcNow());
            await Task.Delay(pause < Longest ? pause : Longest, TimeProvider.System, executionContext.RequestContext.CancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static bool IsRetried(IRequestContext call) => call.Retries < call.ClientConfig.MaxErrorRetry;
}
