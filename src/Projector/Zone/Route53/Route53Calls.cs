using Amazon.Route53;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>
/// Calls within the account's budget; a throttled call is repeated after a pause. A call whose outcome is unknown is never repeated.
/// </summary>
internal sealed class Route53Calls(Route53Budget budget, TimeProvider time, ILogger log)
{
    private const int Tries = 9;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    private readonly Allowance allowance = new(budget, time);

    /// <param name="action">The action's name, for the measures.</param>
    /// <param name="call">Sends it, once.</param>
    /// <param name="cancel">Ends the waiting, not the call.</param>
    /// <param name="tokens">Change tokens that it costs.</param>
    /// <param name="leisurely">Whether anything else goes first.</param>
    /// <exception cref="ZoneBusyException">Others kept the account or the zone busy for all this time; nothing was done.</exception>
    public async Task<T> AskAsync<T>(string action, Func<Task<T>> call, CancellationToken cancel, int tokens = 0, bool leisurely = false)
    {
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
                if (attempt == Tries) throw new ZoneBusyException($"{action}: {busy.ErrorCode} {Tries} times over: {busy.Message}", busy);

                var pause = Pause(attempt);
                log.Route53Busy(action, busy.ErrorCode, pause);
                await Task.Delay(pause, time, cancel);
            }
            catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
            {
                // The HTTP client tells a timeout as a cancellation; whoever waits must not take it for one.
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

    /// <summary>What Route 53 answers when it did nothing and may do it later.</summary>
    private static bool IsBusy(AmazonRoute53Exception failure) =>
        failure.ErrorCode is "Throttling" or "ThrottlingException" or "PriorRequestNotComplete";

    /// <summary>Twice as long each time, and shorter by chance, so that two who met do not meet again.</summary>
    private static TimeSpan Pause(int attempt)
    {
        var most = FirstPause * Math.Pow(2, attempt - 1);
        return (most < LongestPause ? most : LongestPause) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}

/// <summary>Route 53 would not take a call for a long time; nothing was done.</summary>
public sealed class ZoneBusyException(string message, Exception cause) : Exception(message, cause);
