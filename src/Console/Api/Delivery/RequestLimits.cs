using System.Globalization;
using System.Threading.RateLimiting;
using Pipeline.Console.Access;
using Pipeline.Core.Dns.Budget;

namespace Pipeline.Console.Api.Delivery;

/// <summary>Each client has a bucket of requests of its own; an empty one is answered with 429 and the time to wait.</summary>
internal static class RequestLimits
{
    public const string PerClient = "per client";

    private const double FallbackSeconds = 1;

    public static void AddRequestLimits(this IServiceCollection services, ConsoleSettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(PerClient, http => RateLimitPartition.GetTokenBucketLimiter(ClientOf(http), _ => Bucket(settings.ApiRequests)));
        limiter.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time.TotalSeconds : FallbackSeconds;
            context.HttpContext.Response.Headers.RetryAfter =
                Math.Max(FallbackSeconds, Math.Ceiling(wait)).ToString(CultureInfo.InvariantCulture);
            await Problems.TooMany().ExecuteAsync(context.HttpContext);
        };
    });

    /// <summary>Whom the proxy names, or the address that the connection comes from.</summary>
    private static string ClientOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<AccessRules>().NameByProxy(http) is { } name
            ? $"user {name}"
            : $"address {http.Connection.RemoteIpAddress}";

    private static TokenBucketRateLimiterOptions Bucket(BucketSize size)
    {
        // The limiter adds whole tokens: as many as come in at least a tenth of a second.
        var tokens = (int)Math.Max(1, Math.Floor(size.RefillPerSecond / 10));
        return new()
        {
            TokenLimit = (int)size.Capacity,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / size.RefillPerSecond),
            QueueLimit = 0,
        };
    }
}
