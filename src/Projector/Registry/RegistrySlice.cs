using Marten;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Projector.Registry;

/// <summary>Locks the hosts that a batch is about, for the transaction, and reads the part of the registry that it concerns, in one round trip.</summary>
/// <remarks>
/// SQL by hand, because the look-ups by address go through an index on an array and all of it shall be one round trip. PostgreSQL gives each statement
/// a sight of its own ("read committed"), so what is read is what was committed when the locks were had.
/// </remarks>
internal sealed class RegistrySlice(ISerializer serializer)
{
    /// <summary>In the order given, which is the same everywhere, so that two batches never wait for each other.</summary>
    private const string HostsLocked = "select pg_advisory_xact_lock(1, hashtext(host)) from unnest($1) host";

    // One plan for all batches, and by index: one made for each batch's own values costs more than it saves, and one made while a table was
    // small would go on reading it from end to end after it has grown.
    private const string ByIndex = "select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)";

    private const string HostsConcerned = $"select data from {RegistryStore.Schema}.mt_doc_host where id = any($1)";

    private const string LeasesConcerned = $"select data from {RegistryStore.Schema}.mt_doc_hostlease where id = any($1)";

    // Three statements and not one with a union: each has the one index that it needs, whatever the planner thinks of the table's size.
    private const string ContainersNamed = $"select data from {RegistryStore.Schema}.mt_doc_container where id = any($1)";

    private const string ContainersOnHosts = $"select data from {RegistryStore.Schema}.mt_doc_container where host = any($1) and is_present = true";

    private const string ContainersAtAddresses = $"select data from {RegistryStore.Schema}.mt_doc_container where addresses && $1";

    /// <summary>What these facts concern: their containers, what a reporting host runs, and who holds the addresses claimed.</summary>
    public Task<Core.Registration.Registry> LockAndReadAsync(NpgsqlConnection connection, IReadOnlyCollection<IHostFact> facts, CancellationToken cancel)
    {
        var hosts = facts.Select(f => f.Host.Name).Distinct().ToArray();
        var reporting = facts.Where(f => f.IsAboutWholeHost()).Select(f => f.Host.Name).Distinct().ToArray();
        var snapshots = facts.SelectMany(f => f.GetSnapshots()).ToList();
        var containers = facts.Select(f => f.GetContainerId()).OfType<string>().Concat(snapshots.Select(s => s.Id)).Distinct().ToArray();
        var addresses = snapshots.SelectMany(s => s.Endpoints)
            .Where(e => e is { Address: not null, HostPort: not null })
            .Select(e => new TransportAddress(e.Address!, e.HostPort!.Value, e.Protocol).ToString())
            .Distinct().ToArray();
        return LockAndReadAsync(connection, hosts, containers, reporting, addresses, cancel);
    }

    /// <summary>What these verdicts concern: their containers, and who holds the addresses that are held back from them.</summary>
    public async Task<Core.Registration.Registry> LockAndReadAsync(NpgsqlConnection connection, IReadOnlyCollection<IVerdict> verdicts, CancellationToken cancel)
    {
        var named = verdicts.Select(v => v.ContainerId).Distinct().ToArray();
        var hosts = verdicts.Select(v => v.Host).Distinct().ToArray();
        var judged = await LockAndReadAsync(connection, hosts, named, [], [], cancel);
        var withheld = judged.Containers.Values.SelectMany(c => c.Withheld).Select(i => $"\"{i.At}\"").Distinct().ToArray();
        return withheld is [] ? judged : await LockAndReadAsync(connection, hosts, named, [], withheld, cancel);
    }

    /// <summary>These hosts and everything that they run.</summary>
    public Task<Core.Registration.Registry> LockAndReadAsync(NpgsqlConnection connection, string[] hosts, CancellationToken cancel) =>
        LockAndReadAsync(connection, hosts, [], hosts, [], cancel);

    private async Task<Core.Registration.Registry> LockAndReadAsync(
        NpgsqlConnection connection, string[] hosts, string[] containers, string[] reporting, string[] addresses, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(WritersTurn.Together),
                Command(HostsLocked, hosts.Order(StringComparer.Ordinal).ToArray()),
                Command(ByIndex),
                Command(HostsConcerned, hosts.Select(Host.StreamOf).ToArray()),
                Command(LeasesConcerned, hosts),
                Command(ContainersNamed, containers),
                Command(ContainersOnHosts, reporting),
                Command(ContainersAtAddresses, addresses),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel); // behind the turn
        await reader.NextResultAsync(cancel); // behind the hosts' locks
        await reader.NextResultAsync(cancel); // behind the plans' settings
        return Core.Registration.Registry.Of(
            await ReadAsync<Host>(reader, cancel),
            await ReadAsync<HostLease>(reader, cancel),
            (await ReadAsync<Container>(reader, cancel)).Concat(await ReadAsync<Container>(reader, cancel)).Concat(await ReadAsync<Container>(reader, cancel))
                .DistinctBy(c => c.Id));
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
