using Marten;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Projector.Registry;
using Pipeline.Store.Locks;

namespace Pipeline.Store.Registry;

/// <summary>
/// Locks the hosts of a batch for the transaction and reads the batch's slice of the registry, in one round trip.
/// </summary>
/// <remarks>
/// The SQL is handwritten, because the query by address uses an index on an array and all statements must be one round trip. PostgreSQL
/// gives each statement its own snapshot ("read committed"), so the reads see everything that was committed before the locks were taken.
/// </remarks>
internal sealed class SliceReader(ISerializer serializer)
{
    // One generic plan for all batches, with indexes: a plan for each batch's values costs more than it saves, and a plan made while a
    // table is small would scan the table sequentially after it has grown.
    private const string PlanByIndex =
        "select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)";

    private const string HostsConcerned = $"select data from {RegistrySchema.Name}.mt_doc_host where id = any($1)";

    private const string LeasesConcerned = $"select data from {RegistrySchema.Name}.mt_doc_hostlease where id = any($1)";

    // Three statements instead of a union: each uses exactly one index, whatever table size the planner assumes.
    private const string ContainersNamed = $"select data from {RegistrySchema.Name}.mt_doc_container where id = any($1)";

    private const string ContainersOnHosts =
        $"select data from {RegistrySchema.Name}.mt_doc_container where host = any($1) and is_present = true";

    private const string ContainersAtAddresses = $"select data from {RegistrySchema.Name}.mt_doc_container where addresses && $1";

    private const string ContainersOfServices = $"select data from {RegistrySchema.Name}.mt_doc_container where services && $1";

    private const string HostsOfServices =
        $"select data from {RegistrySchema.Name}.mt_doc_host where id in (select '{Host.StreamPrefix}' || (data ->> 'Host') "
        + $"from {RegistrySchema.Name}.mt_doc_container where services && $1)";

    private const string NamesConcerned = $"select data from {RegistrySchema.Name}.mt_doc_namebinding where id = any($1)";

    public async Task<Core.Registration.Registry> LockAndReadAsync(
        NpgsqlConnection connection, RegistrySlice slice, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(AdvisoryLocks.JoinWriters),
                Command(AdvisoryLocks.LockHosts, [.. slice.Hosts.Order(StringComparer.Ordinal)]),
                Command(PlanByIndex),
                Command(HostsConcerned, [.. slice.Hosts.Select(Host.StreamOf)]),
                Command(LeasesConcerned, [.. slice.Hosts]),
                Command(ContainersNamed, [.. slice.Containers]),
                Command(ContainersOnHosts, [.. slice.Reporting]),
                Command(ContainersAtAddresses, [.. slice.Addresses]),
                Command(ContainersOfServices, [.. slice.Services]),
                Command(HostsOfServices, [.. slice.Services]),
                Command(NamesConcerned, [.. slice.Names.Select(NameBinding.StreamOf)]),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel); // the writers' lock
        await reader.NextResultAsync(cancel); // the hosts' locks
        await reader.NextResultAsync(cancel); // the planner's settings
        var hosts = await ReadAsync<Host>(reader, cancel);
        var leases = await ReadAsync<HostLease>(reader, cancel);
        var named = await ReadAsync<Container>(reader, cancel);
        var onHosts = await ReadAsync<Container>(reader, cancel);
        var atAddresses = await ReadAsync<Container>(reader, cancel);
        var ofServices = await ReadAsync<Container>(reader, cancel);
        var hostsOfServices = await ReadAsync<Host>(reader, cancel);
        var names = await ReadAsync<NameBinding>(reader, cancel);
        return Core.Registration.Registry.Create(
            hosts.Concat(hostsOfServices).DistinctBy(h => h.Id), leases,
            named.Concat(onHosts).Concat(atAddresses).Concat(ofServices).DistinctBy(c => c.Id), names);
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
