using System.Net;
using Pipeline.Aws.DeadLetters;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.Settings;

namespace Pipeline.Composition;

/// <summary>What the commands run and read from.</summary>
internal interface IParts
{
    /// <summary>Adds the services of <c>up</c>: bus, projector, zone, health saga, and an agent for each engine.</summary>
    void Add(IServiceCollection services, UpPlan plan);

    /// <summary>The address of the DNS server, once the services have started.</summary>
    IPEndPoint DnsOf(IServiceProvider services);

    /// <summary>Waits until the started services are ready; while another process leads, that takes as long as it leads.</summary>
    Task ReadyAsync(IServiceProvider services, CancellationToken cancel);

    /// <summary>Opens a reader of the registry that needs no running service.</summary>
    IRegistryReader OpenRegistry(PipelineSettings settings, string database);

    /// <summary>Opens a reader of the services, and of what the zone holds of them, that needs no running service.</summary>
    IServiceReader OpenServices(PipelineSettings settings, string database);

    /// <summary>Opens a reader of the zone and its past that needs no running service.</summary>
    IChronicle OpenChronicle(PipelineSettings settings, string database);

    /// <summary>Opens a queue's dead letters.</summary>
    IDeadLetters OpenDeadLetters(string queue);

    /// <summary>Opens a reader of the sagas that needs no running service.</summary>
    IHealthReader OpenHealth(PipelineSettings settings, string database);
}

/// <summary>What <c>up</c> runs.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Database">The connection string of the database, private or not.</param>
/// <param name="Engines">The engines to watch.</param>
internal sealed record UpPlan(PipelineSettings Settings, string Database, EngineChoice Engines);
