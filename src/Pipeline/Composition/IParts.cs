using System.Net;
using Pipeline.Aws.DeadLetters;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Settings;

namespace Pipeline.Composition;

/// <summary>The parts that the commands put to work. One place knows them all.</summary>
internal interface IParts
{
    /// <summary>Adds what a running pipeline is made of: bus, projector, zone, and an agent for each engine.</summary>
    void Add(IServiceCollection services, UpPlan plan);

    /// <summary>Where DNS is answered, once the parts have started.</summary>
    IPEndPoint DnsOf(IServiceProvider services);

    /// <summary>Waits until the parts that have started do what they are for; it may take as long as another process leads.</summary>
    Task ReadyAsync(IServiceProvider services, CancellationToken cancel);

    /// <summary>Reads the registry in a database that no part of this process needs to serve.</summary>
    IRegistryReader OpenRegistry(PipelineSettings settings, string database);

    /// <summary>Reads the past and the zone in a database that no part of this process needs to serve.</summary>
    IChronicle OpenChronicle(PipelineSettings settings, string database);

    /// <summary>Reads the dead letters of a queue.</summary>
    IDeadLetters OpenDeadLetters(string queue);

    /// <summary>Reads the sagas in a database that no part of this process needs to serve.</summary>
    IHealthReader OpenHealth(PipelineSettings settings, string database);
}

/// <summary>What <c>up</c> shall run.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Database">The connection string of the database, private or not.</param>
/// <param name="Engines">The engines to watch.</param>
internal sealed record UpPlan(PipelineSettings Settings, string Database, EngineChoice Engines);
