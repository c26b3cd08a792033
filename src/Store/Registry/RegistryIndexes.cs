using Marten;
using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Store.Locks;

namespace Pipeline.Store.Registry;

/// <summary>
/// The keys by which the history is searched in addition to its streams: the service of an instance's events, and the host of a run. The
/// indexes are partial, so that they cost nothing when other events are appended.
/// </summary>
internal static class RegistryIndexes
{
    internal const string OfInstances =
        $"type in ('{EventNames.InstanceRegistered}', '{EventNames.InstanceWithdrawn}', '{EventNames.InstanceWithheld}')";
    internal const string ServiceOfInstance = "(data -> 'Instance' ->> 'Service')";
    internal const string OfRuns = $"type = '{EventNames.RunBegan}'";
    internal const string HostOfRun = "(data ->> 'Host')";

    private const string ByService = "pipeline_events_of_service", ByHost = "pipeline_events_of_host";

    /// <summary>The event store is to leave them alone.</summary>
    internal static readonly string[] Names = [ByService, ByHost];

    private const string Create = $"""
        create index if not exists {ByService} on {RegistrySchema.Name}.mt_events ({ServiceOfInstance}, seq_id) where {OfInstances};
        create index if not exists {ByHost} on {RegistrySchema.Name}.mt_events ({HostOfRun}, stream_id) where {OfRuns};
        """;

    /// <summary>
    /// Creates the missing indexes; several processes take turns. For a million events it takes seconds, in which appends wait.
    /// </summary>
    public static async Task CreateAsync(IDocumentStore store, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand($"{AdvisoryLocks.CreateIndexes}; {Create}", connection) { CommandTimeout = 0 })
            await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
