using Amazon.Runtime;
using MassTransit;
using Pipeline.Aws.Transport;
using Pipeline.Projector.Registry;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Composition;

/// <summary>The bus of processes on AWS: SNS and SQS.</summary>
internal static class AwsBus
{
    private static readonly TimeSpan ConsumerStopTimeout = TimeSpan.FromSeconds(10);

    /// <param name="services">The services to add it to.</param>
    /// <param name="settings">Names topics and queues, and says whether to create missing ones.</param>
    /// <param name="consumers">Adds this process's consumers.</param>
    public static void AddAwsBus(
        this IServiceCollection services, PipelineSettings settings, Action<IBusRegistrationConfigurator> consumers)
    {
        services.AddMassTransit(bus =>
        {
            consumers(bus);
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            bus.UsingAmazonSqs((context, transport) =>
            {
                transport.Host(Region(), host =>
                {
                    if (settings.Scope is { } scope) host.Scope(scope, scopeTopics: true);
                });
                transport.UseFactsJson();
                if (!settings.CreateTopology) transport.UseExistingTopology();
                transport.ConfigureEndpoints(context);
            });
        });

        // SQS delivers a message that was not finished to another process.
        services.Configure<MassTransitHostOptions>(options => options.ConsumerStopTimeout = ConsumerStopTimeout);
    }

    /// <summary>The region as every AWS SDK finds it: <c>AWS_REGION</c>, the profile, the instance.</summary>
    /// <exception cref="CommandFailure">No region is set.</exception>
    public static string Region() =>
        FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? throw new CommandFailure("no AWS region is set: set AWS_REGION, such as eu-west-1", ExitCode.Usage);
}
