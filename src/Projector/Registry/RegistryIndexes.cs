using Marten;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Pipeline.Core.Storage;

namespace Pipeline.Projector.Registry;

/// <summary>
/// By what the history is searched beside its streams: the service of an instance's events, and the host of a run. Partial, so that they cost
/// what else is appended nothing.
/// </summary>
public sealed class RegistryIndexes(IDocumentStore store) : IHostedService
{
    internal const string OfInstances = $"type in ('{EventNames.InstanceRegistered}', '{EventNames.InstanceWithdrawn}', '{EventNames.InstanceWithheld}')";
    internal const string ServiceOfInstance = "(data -> 'Instance' ->> 'Service')";
    internal const string OfRuns = $"type = '{EventNames.RunBegan}'";
    internal const string HostOfRun = "(data ->> 'Host')";

    private const string ByService = "pipeline_events_of_service", ByHost = "pipeline_events_of_host";

    /// <summary>The event store is to leave them alone.</summary>
    internal static readonly string[] Names = [ByService, ByHost];

    private const string Create = $"""
        create index if not exists {ByService} on {RegistryStore.Schema}.mt_events ({ServiceOfInstance}, seq_id) where {OfInstances};
        create index if not exists {ByHost} on {RegistryStore.Schema}.mt_events ({HostOfRun}, stream_id) where {OfRuns};
        """;

    /// <summary>Makes those that are missing; of several processes at once one after the other. Over a million events it takes seconds, in which appends wait.</summary>
    public static async Task CreateAsync(IDocumentStore store, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand($"select pg_advisory_xact_lock(hashtext('pipeline history indexes')); {Create}", connection) { CommandTimeout = 0 })
            await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public Task StartAsync(CancellationToken cancellationToken) => CreateAsync(store, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
