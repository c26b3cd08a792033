using Marten;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;
using Pipeline.Store.Locks;

namespace Pipeline.Store.Registry;

/// <summary>
/// Locks the hosts of a batch for the transaction, and reads the part of the registry that the batch concerns, in one round trip.
/// </summary>
/// <remarks>
/// The SQL is written by hand, because the look-up by address uses an index on an array and all of it must be one round trip. PostgreSQL
/// gives each statement a snapshot of its own ("read committed"), so it reads what was committed when the locks were taken.
/// </remarks>
internal sealed class SliceReader(ISerializer serializer)
{
    // One plan for all batches, and by index: one made for each batch's own values costs more than it saves, and one made while a table was
    // small would go on reading it from end to end after it has grown.
    private const string ByIndex =
        "select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)";

    private const string HostsConcerned = $"select data from {RegistrySchema.Name}.mt_doc_host where id = any($1)";

    private const string LeasesConcerned = $"select data from {RegistrySchema.Name}.mt_doc_hostlease where id = any($1)";

    // Three statements and not one with a union: each has the one index that it needs, whatever the planner thinks of the table's size.
    private const string ContainersNamed = $"select data from {RegistrySchema.Name}.mt_doc_container where id = any($1)";

    private const string ContainersOnHosts =
        $"select data from {RegistrySchema.Name}.mt_doc_container where host = any($1) and is_present = true";

    private const string ContainersAtAddresses = $"select data from {RegistrySchema.Name}.mt_doc_container where addresses && $1";

    public async Task<Core.Registration.Registry> LockAndReadAsync(
        NpgsqlConnection connection, RegistrySlice slice, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(AdvisoryLocks.JoinWriters),
                Command(AdvisoryLocks.LockHosts, [.. slice.Hosts.Order(StringComparer.Ordinal)]),
                Command(ByIndex),
                Command(HostsConcerned, [.. slice.Hosts.Select(Host.StreamOf)]),
                Command(LeasesConcerned, [.. slice.Hosts]),
                Command(ContainersNamed, [.. slice.Containers]),
                Command(ContainersOnHosts, [.. slice.Reporting]),
                Command(ContainersAtAddresses, [.. slice.Addresses]),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel); // the writers' lock
        await reader.NextResultAsync(cancel); // the hosts' locks
        await reader.NextResultAsync(cancel); // the plans' settings
        var hosts = await ReadAsync<Host>(reader, cancel);
        var leases = await ReadAsync<HostLease>(reader, cancel);
        var named = await ReadAsync<Container>(reader, cancel);
        var onHosts = await ReadAsync<Container>(reader, cancel);
        var atAddresses = await ReadAsync<Container>(reader, cancel);
        return Core.Registration.Registry.Create(
            hosts, leases, named.Concat(onHosts).Concat(atAddresses).DistinctBy(c => c.Id));
    }

    private static NpgsqlBatchCommand Command(string sql, params string[][] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    private async Task<List<T>> ReadAsync<T>(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var documents = new List<T>();
        while (await reader.ReadAsync(cancel))
            documents.Add(await serializer.FromJsonAsync<T>(reader, 0, cancel));
        await reader.NextResultAsync(cancel);
        return documents;
    }
}
