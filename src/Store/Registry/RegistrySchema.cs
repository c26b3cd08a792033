using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;
using NpgsqlTypes;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.Store.Connections;
using Pipeline.Store.Failures;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Pipeline.Store.Registry;

/// <summary>
/// The registry's schema in PostgreSQL: a stream for each container, host, name and record of a zone, and a document with the state that
/// the stream folds to. Both are written in one transaction.
/// </summary>
internal static class RegistrySchema
{
    public const string Name = "pipeline";

    /// <summary><see cref="Host.IsAtHand"/>. The others are many: each task of ECS is a host of its own.</summary>
    public const string HostsAtHand = $"""
        (data ->> 'Status' <> '{nameof(HostStatus.Left)}' or data ->> 'Doubt' is not null
            or id not like '{Host.StreamPrefix}{TaskHost.Prefix}%')
        """;

    /// <summary>The leases of these hosts.</summary>
    public const string LeasesAtHand =
        $"id in (select substr(id, length('{Host.StreamPrefix}') + 1) from {Name}.mt_doc_{DocumentNames.Host} where {HostsAtHand})";

    public static void Configure(StoreOptions options, string database)
    {
        // JIT is off: compiling a statement takes longer than executing any of these.
        options.Connection(ConnectionStrings.ForWork(database, ("jit", "off")));
        options.DatabaseSchemaName = Name;

        // Only the step that prepares a database changes its schema: no process does so in passing.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, configure: json => StoredWords.AddTo(json.Converters));

        MartenRetries.TurnOff(options);

        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.Quick;

        // The trace and the message that caused an event.
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;

        // Without this setting Marten cannot combine the projection daemon's leader election with a shared data source.
        options.Events.UseAdvisoryLockTransaction = true;

        foreach (var (name, kind) in EventNames.OfRegistry) options.Events.MapEventType(kind, name);
        foreach (var index in RegistryIndexes.Names) options.Events.IgnoreIndex(index);

        options.Projections.Add(new ContainerProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new HostProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new NameProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new LedgerProjection(), ProjectionLifecycle.Inline);

        options.Schema.For<Container>()
            .DocumentAlias(DocumentNames.Container)
            .Identity(c => c.Id)
            .Index(c => c.Name)
            .Duplicate(c => c.IsPresent, configure: index => index.Predicate = "is_present = true")
            .Duplicate(c => c.Host, configure: index => index.Predicate = "is_present = true")
            .Duplicate(c => c.Services, "text[]", NpgsqlDbType.Array | NpgsqlDbType.Text, LookUpByAnyOf)
            .Duplicate(c => c.Addresses, "text[]", NpgsqlDbType.Array | NpgsqlDbType.Text, LookUpByAnyOf);
        options.Schema.For<Host>()
            .DocumentAlias(DocumentNames.Host)
            .Identity(h => h.Id)
            .IgnoreIndex(RegistryIndexes.OfHostsAtHand);
        options.Schema.For<NameBinding>().DocumentAlias(DocumentNames.NameBinding).Identity(n => n.Id);
        options.Schema.For<HostLease>().DocumentAlias(DocumentNames.HostLease).Identity(l => l.Id);
        options.Schema.For<ReplayCheckpoint>().DocumentAlias(DocumentNames.ReplayCheckpoint).Identity(c => c.Id);
        options.Schema.For<LedgerEntry>()
            .DocumentAlias(DocumentNames.LedgerEntry)
            .Identity(e => e.Id)
            .Duplicate(e => e.Zone)
            .Duplicate(e => e.Key!.Name);

        // With fastupdate a GIN index keeps new entries in a list that each query scans in full; every fact queries the index.
        static void LookUpByAnyOf(DocumentIndex index)
        {
            index.Method = IndexMethod.gin;
            index.StorageParameters["fastupdate"] = "off";
        }
    }
}
