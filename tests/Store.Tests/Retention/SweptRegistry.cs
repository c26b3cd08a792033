using Npgsql;
using Pipeline.History.Replay;
using Pipeline.Projector.Registry;
using Pipeline.Store.Tests.Registry;

namespace Pipeline.Store.Tests.Retention;

/// <summary>A registry whose events are recorded at the moments at which they happen, and what a sweep leaves of it.</summary>
internal sealed class SweptRegistry : IAsyncDisposable
{
    private const string Documents = """
        select id || ' ' || data::text || ' ' || mt_version from (
            select id, data, mt_version from pipeline.mt_doc_container union all select id, data, mt_version from pipeline.mt_doc_host
            union all select id, data, mt_version from pipeline.mt_doc_namebinding
            union all select id, data, mt_version from pipeline.mt_doc_ledgerentry) documents order by id
        """;

    private readonly Dictionary<string, int> versions = [];

    private SweptRegistry(string database)
    {
        Database = database;
        Store = new RegistryDatabase(database, TimeProvider.System);
    }

    public string Database { get; }

    public RegistryDatabase Store { get; }

    public static async Task<SweptRegistry> CreateAsync(RealPostgres postgres)
    {
        var registry = new SweptRegistry(await postgres.CreateDatabaseAsync());
        await registry.Store.PrepareAsync(CancellationToken.None);
        return registry;
    }

    /// <summary>Appends to streams; each event is recorded when it happens.</summary>
    public async Task AppendAsync(params (string Stream, object Happened)[] events)
    {
        var appends = new List<StreamAppend>();
        foreach (var of in events.GroupBy(one => one.Stream))
        {
            versions[of.Key] = versions.GetValueOrDefault(of.Key) + of.Count();
            appends.Add(Some.At(of.Key, versions[of.Key], [.. of.Select(one => one.Happened)]));
        }

        await using var transaction = await Store.Registry.BeginAsync(CancellationToken.None);
        await transaction.CommitAsync(new RegistryAppend(appends, []), Some.Nothing, CancellationToken.None);
        await ExecuteAsync("update pipeline.mt_events set timestamp = (data ->> 'At')::timestamptz where type <> 'tombstone'");
    }

    /// <summary>Forgets the version of a stream that was dropped: what comes now begins a new one.</summary>
    public void Begin(string stream) => versions.Remove(stream);

    /// <summary>Sweeps until nothing is left to do.</summary>
    /// <returns>The number of events that were dropped.</returns>
    public async Task<int> SweepAsync(DateTimeOffset keptSince)
    {
        for (var dropped = 0; ;)
        {
            var step = await Store.Sweep.StepAsync(keptSince, keptSince.AddDays(-275), CancellationToken.None);
            dropped += step.Events;
            if (step.IsLast) return dropped;
        }
    }

    public Task<List<string>> DocumentsAsync() => TextsAsync(Documents);

    public Task<List<string>> KindsAsync(string stream) =>
        TextsAsync($"select type from pipeline.mt_events where stream_id = '{stream}' order by version");

    public Task<RebuildProgress> RebuildAsync() => Store.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), CancellationToken.None);

    /// <summary>The hosts and containers that were present at a moment, and the instances of those containers.</summary>
    public async Task<List<string>> PastAsync(DateTimeOffset moment)
    {
        var past = await Store.Rebuilder.FoldAsync(moment, new Progress<RebuildProgress>(), CancellationToken.None);
        var instances = await past.OfAsync([], CancellationToken.None);
        return [.. instances.Select(one => $"{one.Key}: {one.Value}").Order()];
    }

    public async Task ExecuteAsync(string sql) => await TextsAsync(sql);

    public async Task<List<string>> TextsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync()) texts.Add(rows.GetValue(0).ToString()!);
        return texts;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
