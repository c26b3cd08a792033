using System.Threading.RateLimiting;
using Pipeline.Aws.Answers;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Calls;

/// <summary>Asks AWS as fast as the share of its buckets allows that a resync may take, whatever it asks.</summary>
public sealed class PacedCalls(ClusterSettings settings) : IDisposable
{
    private readonly TokenBucketRateLimiter pace = new(new()
    {
        TokenLimit = Math.Max(1, (int)settings.CallsPerSecond),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1 / settings.CallsPerSecond),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Asks when its turn has come.</summary>
    /// <exception cref="EcsUnavailableException">AWS did not answer.</exception>
    public async Task<T> AskAsync<T>(string operation, Func<Task<T>> ask, CancellationToken cancel)
    {
        using var turn = await pace.AcquireAsync(1, cancel);
        try
        {
            return await ask();
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            throw new EcsUnavailableException(operation, failure);
        }
    }

    public void Dispose() => pace.Dispose();
}
