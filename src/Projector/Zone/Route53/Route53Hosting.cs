using System.Net;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Registers a zone of Route 53 for a projector.</summary>
public static class Route53Hosting
{
    /// <summary>Registers the zone, which is found before other services start.</summary>
    /// <param name="services">The services; the zone is also registered as the projector's <see cref="IZone"/>.</param>
    /// <param name="settings">The zone and the budget.</param>
    /// <param name="client">
    /// A client with <see cref="Config"/>; null for a client with the SDK's default region, endpoint and credentials.
    /// </param>
    public static IServiceCollection AddRoute53Zone(
        this IServiceCollection services, Route53ZoneSettings settings, IAmazonRoute53? client = null)
    {
        services.TryAddSingleton(Random.Shared);
        return services
            .AddSingleton(settings)
            .AddSingleton(given => new Route53Zone(
                client ?? Client(settings),
                settings,
                given.GetRequiredService<TimeProvider>(),
                given.GetRequiredService<Random>(),
                given.GetRequiredService<ILogger<Route53Zone>>()))
            .AddSingleton<IZone>(given => given.GetRequiredService<Route53Zone>())
            .AddHostedService<ZoneOpener>();
    }

    /// <summary>A client with the SDK's default region and endpoint, that signs as the role of the settings where they name one.</summary>
    public static IAmazonRoute53 Client(Route53ZoneSettings settings) => settings.Role is { } role
        ? new AmazonRoute53Client(
            new AssumeRoleAWSCredentials(DefaultAWSCredentialsIdentityResolver.GetCredentials(), role, "pipeline"), Config(settings))
        : new AmazonRoute53Client(Config(settings));

    /// <summary>
    /// The client settings that <see cref="Route53Zone"/> requires: one attempt per call. By default the client retries a call after a
    /// broken connection, and a CREATE that was already applied would then be refused.
    /// </summary>
    public static AmazonRoute53Config Config(Route53ZoneSettings settings) => new()
    {
        MaxErrorRetry = 0,
        MaxStaleConnectionRetries = 0,
        Timeout = settings.AnswerWithin,
    };

    /// <summary>
    /// Finds the zone before any service that writes it starts. If the settings match no zone, the start fails; if Route 53 is unavailable,
    /// the start waits for it.
    /// </summary>
    private sealed class ZoneOpener(Route53Zone zone, TimeProvider time, ILogger<Route53Zone> log) : IHostedLifecycleService
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
                catch (Exception failure) when (IsTransient(failure))
                {
                    log.ZoneNotOpened(pause, FailureWords.Describe(failure));
                    await Task.Delay(pause, time, cancellationToken);
                }
            }
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static bool IsTransient(Exception failure) => failure switch
        {
            OperationCanceledException or ZoneNotFoundException => false,

            // Without a code it is a proxy that forbids it, for now.
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, ErrorCode.Length: > 0 } => false,
            _ => true,
        };
    }
}
