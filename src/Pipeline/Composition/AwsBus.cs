using Amazon.Runtime;
using MassTransit;
using Pipeline.Aws.Transport;
using Pipeline.Projector.Registry;
using Pipeline.Settings;

namespace Pipeline.Composition;

/// <summary>The bus of processes on AWS: SNS and SQS.</summary>
internal static class AwsBus
{
    private static readonly TimeSpan ConsumersEndWithin = TimeSpan.FromSeconds(10);

    /// <param name="services">What the process is made of.</param>
    /// <param name="settings">How topics and queues are named, and whether they may be created.</param>
    /// <param name="consumers">Adds those who consume in this process.</param>
    public static void AddAwsBus(this IServiceCollection services, PipelineSettings settings, Action<IBusRegistrationConfigurator> consumers)
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

        // A message that is not done when the process ends is delivered to another one.
        services.Configure<MassTransitHostOptions>(options => options.ConsumerStopTimeout = ConsumersEndWithin);
    }

    /// <summary>The region that every AWS SDK would take: <c>AWS_REGION</c>, the profile's, the instance's own.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    public static string Region() =>
        FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? throw new CommandFailure("no AWS region is set: set AWS_REGION, such as eu-west-1", ExitCode.Usage);
}
