using Marten;
using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Store.Locks;

namespace Pipeline.Store.Registry;

/// <summary>
/// The secondary indexes of the history: the service of an instance's events, and the host of a run. They are partial, so appending other
/// events does not update them. So is that of the hosts at hand: a task that ends leaves it.
/// </summary>
internal static class RegistryIndexes
{
    internal const string OfInstances =
        $"type in ('{EventNames.InstanceRegistered}', '{EventNames.InstanceWithdrawn}', '{EventNames.InstanceWithheld}')";
    internal const string ServiceOfInstance = "(data -> 'Instance' ->> 'Service')";
    internal const string OfRuns = $"type = '{EventNames.RunBegan}'";
    internal const string HostOfRun = "(data ->> 'Host')";

    private const string ByService = "pipeline_events_of_service", ByHost = "pipeline_events_of_host";

    internal const string OfHostsAtHand = "pipeline_hosts_at_hand";

    /// <summary>The indexes of events that Marten must not drop.</summary>
    internal static readonly string[] Names = [ByService, ByHost];

    private const string Create = $"""
        create index if not exists {ByService} on {RegistrySchema.Name}.mt_events ({ServiceOfInstance}, seq_id) where {OfInstances};
        create index if not exists {ByHost} on {RegistrySchema.Name}.mt_events ({HostOfRun}, stream_id) where {OfRuns};
        create index if not exists {OfHostsAtHand} on {RegistrySchema.Name}.mt_doc_{DocumentNames.Host} (id)
            where {RegistrySchema.HostsAtHand};
        """;

    /// <summary>
    /// Creates the missing indexes, one process at a time. For a million events this takes seconds, in which appends wait.
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
