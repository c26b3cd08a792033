using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Weasel.Core;

namespace Pipeline.HealthSaga.Store;

/// <summary>
/// How sagas lie in PostgreSQL: a document a container, and a stream of what happened to it. A schema of its own, beside the registry's in the same
/// database: the two know nothing of each other.
/// </summary>
public sealed class HealthStore : IAsyncDisposable
{
    public const string Schema = "health";

    private readonly DocumentStore store;

    public HealthStore(string database) => store = DocumentStore.For(options =>
    {
        options.Connection(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 40, AutoPrepareMinUsages = 3 }.ConnectionString);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, configure: json => StoredWords.AddTo(json.Converters));
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.UseAdvisoryLockTransaction = true;
        foreach (var index in HealthIndexes.Names) options.Events.IgnoreIndex(index);
        foreach (var (name, kind) in EventNames.OfHealth) options.Events.MapEventType(kind, name);

        options.Schema.For<ContainerHealthSaga>()
            .DocumentAlias(DocumentNames.Saga)
            .Identity(saga => saga.CorrelationId)
            .UseNumericRevisions(true)
            .IndexLastModified()
            .Duplicate(saga => saga.IsLive)
            .Duplicate(saga => saga.Shard)
            .Duplicate(saga => saga.Host, configure: index => index.Predicate = "is_live = true")
            .Duplicate(saga => saga.Due)
            .Duplicate(saga => saga.CondemnedAt)
            .Duplicate(saga => saga.StopAllowedAt)
            .GinIndexJsonDataMember(saga => saga.Proofs, index => index.StorageParameters["fastupdate"] = "off");
        options.Schema.For<HostLease>().DocumentAlias(DocumentNames.HostLease).Identity(lease => lease.Id);
        options.Schema.For<ProberShare>().DocumentAlias(DocumentNames.ProberShare).Identity(share => share.Id);
    });

    /// <summary>Makes the schema what it is to be. Of several processes that start at once, one after the other.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var turn = store.Storage.Database.CreateConnection();
        await turn.OpenAsync(cancel);
        await using (var wait = new NpgsqlCommand("select pg_advisory_lock(hashtext('pipeline health schema'))", turn) { CommandTimeout = 0 })
            await wait.ExecuteNonQueryAsync(cancel);
        try
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync().WaitAsync(cancel);
            await using var index = new NpgsqlCommand(HealthIndexes.Create, turn) { CommandTimeout = 0 };
            await index.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            await using var done = new NpgsqlCommand("select pg_advisory_unlock(hashtext('pipeline health schema'))", turn);
            await done.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>A session whose events are kept under the trace that is under way.</summary>
    public IDocumentSession OpenSession()
    {
        var session = store.LightweightSession();
        session.CorrelationId = Activity.Current?.TraceId.ToHexString();
        return session;
    }

    /// <summary>Reads and writes JSON as the store does.</summary>
    public Marten.ISerializer Serializer => store.Options.Serializer();

    public IQuerySession OpenQuery() => store.QuerySession();

    /// <summary>An open connection, for what is asked in SQL. The schema is there, also where no health saga ever ran.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel)
    {
        foreach (var kept in (Type[])[typeof(ContainerHealthSaga), typeof(IEvent)]) await store.Storage.Database.EnsureStorageExistsAsync(kept, cancel);
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        return connection;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

/// <summary>Which shards a process looks after.</summary>
/// <param name="Id">What the process is called.</param>
public sealed record ProberShare(string Id, IReadOnlyList<int> Shards, DateTimeOffset At)
{
    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }
}

internal static class Keeping
{
    /// <summary>Puts a saga and what happened to it into a session.</summary>
    /// <returns>Whether there was anything to keep.</returns>
    public static bool Keep(this IDocumentSession session, ContainerHealthSaga saga)
    {
        if (!saga.IsChanged) return false;
        if (saga.ReadVersion is not (> 0 and var read)) session.Insert(saga);
        else session.UpdateRevision(saga, read + 1);
        if (saga.News.Count > 0) session.Events.Append(saga.Health!.ContainerId, saga.News);
        return true;
    }
}
