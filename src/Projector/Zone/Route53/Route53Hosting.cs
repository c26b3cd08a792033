using System.Net;
using Amazon.Route53;
using Amazon.Runtime;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Puts a zone of Route 53 beside a projector.</summary>
public static class Route53Hosting
{
    /// <summary>The zone, which is found before anything else starts.</summary>
    /// <param name="services">Where it is registered, also as the projector's <see cref="IZone"/>.</param>
    /// <param name="settings">Which zone, and the budget.</param>
    /// <param name="client">
    /// A client with <see cref="Config"/>; null for one that finds region, endpoint and credentials like every AWS SDK.
    /// </param>
    public static IServiceCollection AddRoute53Zone(
        this IServiceCollection services, Route53ZoneSettings settings, IAmazonRoute53? client = null) => services
        .AddSingleton(settings)
        .AddSingleton(given => new Route53Zone(
            client ?? new AmazonRoute53Client(Config(settings)),
            settings,
            given.GetRequiredService<TimeProvider>(),
            given.GetRequiredService<ILogger<Route53Zone>>()))
        .AddSingleton<IZone>(given => given.GetRequiredService<Route53Zone>())
        .AddHostedService<Opening>();

    /// <summary>
    /// Settings of a client as <see cref="Route53Zone"/> needs it: one try a call, whatever becomes of it. By itself the client would send
    /// again what a broken connection left unanswered, and a CREATE that had been applied would be refused.
    /// </summary>
    public static AmazonRoute53Config Config(Route53ZoneSettings settings) => new()
    {
        MaxErrorRetry = 0,
        MaxStaleConnectionRetries = 0,
        Timeout = settings.AnswerWithin,
    };

    /// <summary>
    /// Finds the zone before any service that writes it starts. Settings that name no zone end the start; if Route 53 is unavailable, the
    /// start waits for it.
    /// </summary>
    private sealed class Opening(Route53Zone zone, TimeProvider time, ILogger<Route53Zone> log) : IHostedLifecycleService
    {
        private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    await zone.OpenAsync(cancellationToken);
                    return;
                }
                catch (Exception failure) when (MayPass(failure))
                {
                    log.ZoneNotOpened(pause, failure.Message);
                    await Task.Delay(pause, time, cancellationToken);
                }
            }
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static bool MayPass(Exception failure) => failure switch
        {
            OperationCanceledException or ZoneNotFoundException => false,
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => false,
            _ => true,
        };
    }
}
