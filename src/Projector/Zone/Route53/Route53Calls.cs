using Amazon.Route53;
using Pipeline.Aws.Answers;
using Pipeline.Core.Pacing;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>
/// Calls within the account's budget; a throttled call is repeated after a pause. A call whose outcome is unknown is never repeated.
/// </summary>
internal sealed class Route53Calls(Route53Budget budget, TimeProvider time, Random random, ILogger log)
{
    private const int MaxAttempts = 9;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    private readonly Allowance allowance = new(budget, time);

    /// <param name="action">The action's name for the metrics.</param>
    /// <param name="call">Sends the request once.</param>
    /// <param name="cancel">Cancels the waits, not the call.</param>
    /// <param name="tokens">The cost of the call in change tokens.</param>
    /// <param name="leisurely">Whether all other calls have priority.</param>
    /// <exception cref="ZoneBusyException">Route 53 rejected every attempt as busy; nothing was changed.</exception>
    public async Task<T> AskAsync<T>(string action, Func<Task<T>> call, CancellationToken cancel, int tokens = 0, bool leisurely = false)
    {
        var backoff = new Backoff(FirstPause, LongestPause, random);
        for (var attempt = 1; ; attempt++)
        {
            await allowance.TakeAsync(tokens, leisurely, cancel);
            try
            {
                var answer = await call();
                Route53Telemetry.Called(action, "ok");
                allowance.Settle();
                return answer;
            }
            catch (AmazonRoute53Exception busy) when (IsBusy(busy))
            {
                Route53Telemetry.Called(action, busy.ErrorCode);
                if (busy.ErrorCode is "PriorRequestNotComplete") allowance.Settle();
                else allowance.Drain();
                if (attempt == MaxAttempts)
                    throw new ZoneBusyException($"{action}: {busy.ErrorCode} {MaxAttempts} times over: {busy.Message}", busy);

                var pause = backoff.Next();
                if (RetryAfter.Read(busy, time.GetUtcNow()) is var asked && asked > pause) pause = asked;
                log.Route53Busy(action, busy.ErrorCode, pause);
                await Task.Delay(pause, time, cancel);
            }
            catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
            {
                // The HTTP client reports a timeout as a cancellation; the caller must not treat it as one.
                Route53Telemetry.Called(action, "timeout");
                allowance.Settle();
                throw new TimeoutException($"{action}: no answer in time", late);
            }
            catch (Exception failure)
            {
                Route53Telemetry.Called(action, (failure as AmazonRoute53Exception)?.ErrorCode ?? failure.GetType().Name);
                allowance.Settle();
                throw;
            }
        }
    }

    /// <summary>Whether Route 53 did not execute the call but may execute it later.</summary>
    private static bool IsBusy(AmazonRoute53Exception failure) =>
        failure.ErrorCode is "Throttling" or "ThrottlingException" or "PriorRequestNotComplete";
}

/// <summary>Route 53 rejected every attempt of a call as busy; nothing was changed.</summary>
public sealed class ZoneBusyException(string message, Exception cause) : Exception(message, cause);
