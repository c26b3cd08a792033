using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Marten;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Words;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Events;

/// <summary>Reads events from the store. Every query with a subject uses an index.</summary>
/// <param name="store">The registry's store.</param>
/// <param name="domain">The domain of the services' names.</param>
internal sealed class PostgresRegistryHistory(IDocumentStore store, string domain) : IRegistryHistory
{
    private const int FoundAtMost = 20;

    private const string Columns = "seq_id, stream_id, type, data, correlation_id, headers, timestamp";
    private const string Table = $"{RegistrySchema.Name}.mt_events";

    private readonly EventDecoder decoder = new(store.Options.Serializer());

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync(HistoryQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var beforeSince = question.Since is { } since ? await EventPositions.BeforeAsync(connection, since, cancel) : 0;
        var after = Math.Max(question.After ?? 0, beforeSince);
        var upto = question.Until is { } until ? await EventPositions.BeforeAsync(connection, until, cancel) : long.MaxValue;
        if (question.Before is { } before) upto = Math.Min(upto, before - 1);
        var limit = question.Last is { } last ? $"limit {last.ToString(CultureInfo.InvariantCulture)}" : null;
        var sql = limit is null
            ? $"{SelectConcerned(question, limit)} order by seq_id"
            : $"select * from ({SelectConcerned(question, limit)} order by seq_id desc {limit}) newest order by seq_id";
        await using var command = new NpgsqlCommand(sql, connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = after }, new() { Value = upto } },
        };
        if ((question.Container ?? question.Host ?? question.Service) is { } subject) command.Parameters.Add(new() { Value = subject });
        if (question is { Container: null, Host: null, Service: { } named })
            command.Parameters.Add(new() { Value = NameBinding.StreamOf(OwnedName.Of(named)) });
        await using var reader = await command.ExecuteReaderAsync(cancel);

        // Sequences follow the commits; a moment means when something was decided.
        while (await reader.ReadAsync(cancel))
            if (Read(reader) is { } recorded && (question.Until is null || recorded.At < question.Until)) yield return recorded;
    }

    /// <summary>
    /// SQL of the events of a question's subject with sequences of $1 to $2. With a limit, each source is read from its end, and no further
    /// than that: what it costs does not grow with what happened before.
    /// </summary>
    private string SelectConcerned(HistoryQuestion question, string? limit)
    {
        const string InTime = "seq_id > $1 and seq_id <= $2";
        return question switch
        {
            { Container: not null } => $"select {Columns} from {Table} where {InTime} and stream_id = $3",
            { Host: not null } => $"""
                select {Columns} from {Table} where {InTime} and (
                    stream_id = 'host/' || $3
                    or stream_id in (
                        select stream_id from {Table} where {RegistryIndexes.OfRuns} and {RegistryIndexes.HostOfRun} = $3))
                """,
            { Service: not null } => $"""
                select {Columns} from (
                    (select {Columns} from {Table}
                        where {RegistryIndexes.OfInstances} and {RegistryIndexes.ServiceOfInstance} = $3 and {InTime}
                        order by {RegistryIndexes.ServiceOfInstance} desc, seq_id desc {limit})
                    union all
                    (select {Columns} from {Table} where stream_id = $4 and {InTime} order by version desc {limit})
                    union all
                    select {Columns} from (
                        select id from {RegistrySchema.Name}.mt_doc_ledgerentry where key_name = $3 || '.{domain}') record
                    cross join lateral (
                        select {Columns} from {Table} where stream_id = record.id and {InTime} order by version desc {limit}) of_record
                ) of_service
                """,
            _ => $"select {Columns} from {Table} where {InTime}",
        };
    }

    /// <inheritdoc/>
    public async Task<long> NewestAsync(CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {Table}", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel)
    {
        var service = name.EndsWith($".{domain}", StringComparison.Ordinal) ? name[..^(domain.Length + 1)] : name.TrimEnd('.');
        await using var session = store.QuerySession();
        var containers = await session.QueryAsync<Container>(
            "where d.data ->> 'Name' = ? or (d.id >= ? and d.id < ? and starts_with(d.id, ?)) limit ?",
            cancel, name, name, name + "zz", name, FoundAtMost);
        var host = await session.LoadAsync<Host>(Host.StreamOf(service), cancel);
        var found = containers.OrderByDescending(container => container.IsPresent).ThenByDescending(container => container.Since)
            .Select(container => new Subject(SubjectKind.Container, container.Id, container.Name)).ToList();
        if (host is not null) found.Insert(0, new Subject(SubjectKind.Host, host.Name, host.Name));
        var binding = await session.LoadAsync<NameBinding>(NameBinding.StreamOf(OwnedName.Of(service)), cancel);
        if (binding is { Owner: not null } or { Heir: not null } || (await OfServiceAsync(service, 0, long.MaxValue, 1, cancel)).Count > 0)
            found.Insert(0, new Subject(SubjectKind.Service, service, $"{service}.{domain}"));
        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> ContainerNamesAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return (await session.LoadManyAsync<Container>(cancel, ids)).ToDictionary(container => container.Id, container => container.Name);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RecordsAsync(string name, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<LedgerEntry>().Where(entry => entry.Key!.Name == name).Select(entry => entry.Id).ToListAsync(cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> AfterAsync(string stream, long afterSequence, int limit, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var version = await EventPositions.FirstVersionAsync(connection, stream, "seq_id > $2", afterSequence, cancel);
        var sql = $"select {Columns} from {Table} where stream_id = $1 and version >= $2 order by version limit $3";
        return await ReadAsync(connection, sql, cancel, stream, version, limit);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> EndAsync(string stream, DateTimeOffset? at, int limit, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        const string IsLater = "(data ->> 'At')::timestamptz > $2";
        var end = at is { } moment
            ? await EventPositions.FirstVersionAsync(connection, stream, IsLater, moment.ToUniversalTime(), cancel)
            : int.MaxValue;
        var sql = $"select {Columns} from {Table} where stream_id = $1 and version < $2 order by version desc limit $3";
        var events = await ReadAsync(connection, sql, cancel, stream, end, limit);
        return [.. events.Reverse()];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> OfServiceAsync(
        string service, long afterSequence, long uptoSequence, int limit, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        var events = await ReadAsync(connection, $"""
            select {Columns} from {Table}
            where {RegistryIndexes.OfInstances} and {RegistryIndexes.ServiceOfInstance} = $1 and seq_id > $2 and seq_id <= $3
            order by {RegistryIndexes.ServiceOfInstance} desc, seq_id desc limit $4
            """, cancel, service, afterSequence, uptoSequence, limit);
        return [.. events.Reverse()];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RefusedClaim>> RefusalsOfNameAsync(string owned, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var refused = await session.QueryAsync<Container>("where d.is_present and jsonb_array_length(d.data -> 'Refusals') > 0", cancel);
        return
        [
            .. from container in refused
               from refusal in container.Refusals
               where refusal.Claim.Service == owned
                   || (ServiceName.Parse(refusal.Claim.Service, domain).Name is { } service && OwnedName.Of(service) == owned)
               orderby container.Name
               select new RefusedClaim(new(SubjectKind.Container, container.Id, container.Name), refusal.Detail),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EmptiedService>> EmptiedServicesAsync(DateTimeOffset since, CancellationToken cancel)
    {
        // The index is hopped over from service to service, so the cost grows with their number, and not with that of events.
        await using var connection = await OpenAsync(cancel);
        var newest = await ReadAsync(connection, $"""
            with recursive names as (
                (select {RegistryIndexes.ServiceOfInstance} as service from {Table} where {RegistryIndexes.OfInstances}
                    order by {RegistryIndexes.ServiceOfInstance} limit 1)
                union all
                select (select {RegistryIndexes.ServiceOfInstance} from {Table}
                    where {RegistryIndexes.OfInstances} and {RegistryIndexes.ServiceOfInstance} > names.service
                    order by {RegistryIndexes.ServiceOfInstance} limit 1)
                from names where names.service is not null)
            select {Columns} from names cross join lateral (
                select {Columns} from {Table}
                where {RegistryIndexes.OfInstances} and {RegistryIndexes.ServiceOfInstance} = names.service
                order by {RegistryIndexes.ServiceOfInstance} desc, seq_id desc limit 1) newest
            where type <> '{EventNames.InstanceRegistered}'
            """, cancel);
        var emptied = newest.Where(one => one.At >= since).ToList();
        string[] streams = [.. emptied.Select(one => one.Stream).Distinct()];
        var ended = await ReadAsync(connection, $"""
            select distinct on (stream_id) {Columns} from {Table} where stream_id = any($1) and type = '{EventNames.RunEnded}'
            order by stream_id, version desc
            """, cancel, (object)streams);
        var ends = ended.ToDictionary(one => one.Stream, one => one.Happened as RunEnded);
        var names = await ContainerNamesAsync(streams, cancel);
        return
        [
            .. from one in emptied
               let container = new Subject(SubjectKind.Container, one.Stream, names.GetValueOrDefault(one.Stream, one.Stream))
               let end = ends.GetValueOrDefault(one.Stream)
               select one.Happened switch
               {
                   InstanceWithdrawn gone => new EmptiedService(gone.Instance.Service, container, gone.Reason, end?.ExitCode, gone.At),

                   // One that was held back leaves without a further event.
                   InstanceWithheld held => new EmptiedService(
                       held.Instance.Service, container, WithdrawalReason.Stopped, end?.ExitCode, end?.At ?? held.At),
                   var other => throw new ArgumentOutOfRangeException(nameof(since), other, "An event that takes no instance out of DNS."),
               },
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Doubtful>> DoubtsOfServiceAsync(string service, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var containers = await session.QueryAsync<Container>("where d.is_present and d.services && ?", cancel, (object)new[] { service });
        var hosts = await session.LoadManyAsync<Host>(cancel, containers.Select(container => Host.StreamOf(container.Host)).Distinct());
        return
        [
            .. hosts.Where(host => host.Doubt is not null)
                .Select(host => new Doubtful(new(SubjectKind.Host, host.Name, host.Name), host.Doubt!)),
            .. containers.Where(container => container.Doubt is not null)
                .Select(container => new Doubtful(new(SubjectKind.Container, container.Id, container.Name), container.Doubt!)),
        ];
    }

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<Instance> Instances, bool IsHost)> InstancesOfServiceAsync(string service, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var containers = await session.QueryAsync<Container>("where d.is_present and d.services && ?", cancel, (object)new[] { service });
        var host = await session.LoadAsync<Host>(Host.StreamOf(service), cancel);
        return (
            [.. containers.SelectMany(container => container.Instances).Where(instance => instance.Service == service)],
            host is { IsPresent: true });
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(JasperFx.Events.IEvent), cancel);
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        return connection;
    }

    private async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancel))
            if (Read(reader) is { } recorded) events.Add(recorded);
        return events;
    }

    private RecordedEvent? Read(NpgsqlDataReader row)
    {
        if (decoder.Read(row, 2, 3) is not { } happened) return null;
        using var headers = row.IsDBNull(5) ? null : JsonDocument.Parse(row.GetFieldValue<byte[]>(5));
        var trace = row.IsDBNull(4) ? null : row.GetString(4);
        var recordedAt = happened is UnknownEvent { At: null } ? row.GetFieldValue<DateTimeOffset>(6) : EventWords.At(happened);
        var isStated = DateTimeOffset.TryParse(Header(EventHeaders.Stated), CultureInfo.InvariantCulture, out var stated);
        return new RecordedEvent(
            row.GetInt64(0),
            row.GetString(1),
            happened,
            recordedAt,
            trace,
            Header(EventHeaders.Fact),
            isStated ? stated : null,
            Header(EventHeaders.Links)?.Split(' ') ?? []);

        string? Header(string name) =>
            headers is { RootElement.ValueKind: JsonValueKind.Object } && headers.RootElement.TryGetProperty(name, out var value)
                ? value.GetString()
                : null;
    }
}
