using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Pipeline.Core.Dns;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Store.Registry;
using Pipeline.Store.Sagas;

namespace Pipeline.Promises.Tests;

/// <summary>What version 1 stored, and what later versions added, is read, and written again just as it was.</summary>
public sealed class Stored_names_members_and_words(RealPostgres postgres)
{
    private const string WhatToDo =
        "\nWhat is stored is a promise (docs/adr/0020). Keep the stored name, member or word and give the code's another one; "
        + "or, where its meaning changes, add a new one beside it, with an upcast of the old, "
        + "and add samples of the new one to a fixture of their own beside tests/Fixtures/history-1.";

    private static readonly (string Table, Type Type)[] RegistryDocuments =
    [
        (DocumentNames.Container, typeof(Container)), (DocumentNames.Host, typeof(Host)), (DocumentNames.HostLease, typeof(HostLease)),
        (DocumentNames.LedgerEntry, typeof(LedgerEntry)), (DocumentNames.NameBinding, typeof(NameBinding)),
        (DocumentNames.ReplayCheckpoint, typeof(ReplayCheckpoint)),
    ];

    private static readonly (string Table, Type Type)[] HealthDocuments =
    [
        (DocumentNames.Saga, typeof(ContainerHealthSaga)),
        (DocumentNames.HostLease, typeof(HostLease)),
        (DocumentNames.ProberShare, typeof(ProberShare)),
    ];

    [Fact]
    public async Task Every_event_is_read_and_written_as_it_was()
    {
        var database = await Fixture.LoadAllAsync(postgres);
        await using var registry = Fixture.Registry(database).DocumentStore;
        await using var health = new SagaDatabase(database);
        var broken = new List<string>();
        var rooms = new[]
        {
            ("pipeline", EventNames.OfRegistry, registry.Options.Serializer()),
            ("health", EventNames.OfHealth, health.Serializer),
        };
        foreach (var (schema, kinds, serializer) in rooms)
        {
            var rows = await Fixture.RowsAsync(
                database, $"select type, data::text from {schema}.mt_events where type <> 'tombstone'");
            foreach (var row in rows)
            {
                if (kinds.TryGetValue(row[0], out var type)) Hold(broken, row[0], serializer, type, row[1]);
                else broken.Add($"no event is called {row[0]} any more");
            }
        }

        broken.Distinct().ShouldBeEmpty(WhatToDo);
    }

    [Fact]
    public async Task Every_document_is_read_and_written_as_it_was()
    {
        var database = await Fixture.LoadAllAsync(postgres);
        await using var registry = Fixture.Registry(database).DocumentStore;
        await using var health = new SagaDatabase(database);
        var broken = new List<string>();
        var rooms = new[]
        {
            ("pipeline", RegistryDocuments, registry.Options.Serializer()),
            ("health", HealthDocuments, health.Serializer),
        };
        foreach (var (schema, documents, serializer) in rooms)
            foreach (var (table, type) in documents)
            {
                var rows = await Fixture.RowsAsync(database, $"select data::text from {schema}.{DocumentNames.TablePrefix}{table}");
                rows.ShouldNotBeEmpty();
                foreach (var row in rows) Hold(broken, table, serializer, type, row[0]);
            }

        broken.Distinct().ShouldBeEmpty(WhatToDo);
    }

    [Fact]
    public async Task Every_kind_of_event_and_every_word_has_a_sample()
    {
        var database = await Fixture.LoadAllAsync(postgres);
        Type[] families = [typeof(ContainerEvent), typeof(HostEvent), typeof(NameEvent), typeof(LedgerEvent), typeof(HealthEvent)];
        var types = typeof(ContainerEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && families.Any(type.IsSubclassOf)).ToList();
        EventNames.OfRegistry.Values.Concat(EventNames.OfHealth.Values).ShouldBe(
            types, ignoreOrder: true, "EventNames lists every kind of event under its stored name");

        var kinds = await Fixture.RowsAsync(
            database, "select distinct type from pipeline.mt_events union select distinct type from health.mt_events");
        var stored = kinds.Select(row => row[0]).ToList();
        EventNames.OfRegistry.Keys.Concat(EventNames.OfHealth.Keys).Except(stored)
            .ShouldBeEmpty($"a new kind of event has no sample.{WhatToDo}");

        // The words of what is stored: in the rows, or in the list of what travels.
        var samples = await Fixture.RowsAsync(database, """
            select data::text from pipeline.mt_events
            union all select data::text from health.mt_events
            union all select data::text from pipeline.mt_doc_container
            union all select data::text from pipeline.mt_doc_host
            union all select data::text from pipeline.mt_doc_namebinding
            union all select data::text from pipeline.mt_doc_ledgerentry
            union all select data::text from health.mt_doc_saga
            """);
        var travelling = (await Fixture.WordsAsync()).SelectMany(words => words).Select(word => $"\"{word}\"");
        var texts = string.Concat([.. samples.Select(row => row[0]), .. travelling]);
        var words =
            from type in StoredEnums()
            from word in Enum.GetNames(type)
            where !texts.Contains($"\"{word}\"", StringComparison.Ordinal)
            select $"{type.Name}.{word}";
        words.ShouldBeEmpty($"a new word has no sample.{WhatToDo}");
    }

    [Fact]
    public void Every_enumeration_that_is_stored_keeps_words_that_it_does_not_know()
    {
        var kept = StoredWords.Converters.Select(converter => converter.Type!).ToList();
        StoredEnums().Except(kept).ShouldBeEmpty(
            "StoredWords lists every enumeration that is stored, and says what an unknown word of it means");
    }

    [Fact]
    public async Task The_event_store_writes_the_names_of_the_table_and_the_documents_those_tables()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var registry = Fixture.Registry(database).DocumentStore;
        await using var health = new SagaDatabase(database);
        await using (var session = registry.LightweightSession())
            foreach (var (name, type) in EventNames.OfRegistry)
                session.Events.BuildEvent(RuntimeHelpers.GetUninitializedObject(type)).EventTypeName.ShouldBe(name);
        await using (var session = health.OpenSession())
            foreach (var (name, type) in EventNames.OfHealth)
                session.Events.BuildEvent(RuntimeHelpers.GetUninitializedObject(type)).EventTypeName.ShouldBe(name);
        await registry.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await health.PrepareAsync(CancellationToken.None);

        string[] expected =
        [
            "pipeline.mt_doc_container",
            "pipeline.mt_doc_host",
            "pipeline.mt_doc_hostlease",
            "pipeline.mt_doc_ledgerentry",
            "pipeline.mt_doc_namebinding",
            "pipeline.mt_doc_replaycheckpoint",
            "health.mt_doc_hostlease",
            "health.mt_doc_probershare",
            "health.mt_doc_saga",
        ];
        var tables = await Fixture.RowsAsync(database, """
            select schemaname || '.' || tablename from pg_tables
            where tablename like 'mt_doc_%' and tablename <> 'mt_doc_deadletterevent'
            """);
        tables.Select(row => row[0]).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task An_event_is_found_by_its_name_though_its_type_is_gone()
    {
        var database = await Fixture.LoadAllAsync(postgres);
        foreach (var schema in (string[])["pipeline", "health"])
            await Fixture.ExecuteAsync(
                database, $"update {schema}.mt_events set mt_dotnet_type = 'Elsewhere.Gone' || type || ', Elsewhere'; ");
        foreach (var table in (string[])["pipeline.mt_doc_container", "pipeline.mt_doc_host", "health.mt_doc_saga"])
            await Fixture.ExecuteAsync(database, $"update {table} set mt_dotnet_type = 'Elsewhere.Gone'");
        await using var registry = Fixture.Registry(database).DocumentStore;
        await using var health = new SagaDatabase(database);
        await using var session = registry.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.EventTypeName != EventNames.Tombstone).ToListAsync();
        events.Select(e => e.Data.GetType()).Distinct().ShouldBe(EventNames.OfRegistry.Values, ignoreOrder: true);
        (await session.Query<Container>().ToListAsync()).Count.ShouldBe(65);
        await using var sagas = health.OpenQuery();
        var sagaEvents = await sagas.Events.QueryAllRawEvents().Where(e => e.EventTypeName != EventNames.Tombstone).ToListAsync();
        sagaEvents.Select(e => e.Data.GetType()).Distinct().ShouldBe(EventNames.OfHealth.Values, ignoreOrder: true);
        (await sagas.Query<ContainerHealthSaga>().ToListAsync()).Count.ShouldBe(56);
    }

    private static void Hold(List<string> broken, string what, ISerializer serializer, Type type, string json)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
            var written = serializer.ToJson(serializer.FromJson(type, stream));
            var differences = JsonDifference.Between(JsonNode.Parse(json), JsonNode.Parse(written));
            broken.AddRange(differences.Select(one => $"{what} {one.Path} {one.Difference}"));
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            broken.Add($"{what}: {failure.Message}");
        }
    }

    /// <summary>The enumerations that events and documents are made of.</summary>
    private static IEnumerable<Type> StoredEnums()
    {
        var (seen, found) = (new HashSet<Type>(), new HashSet<Type>());
        var stored = EventNames.OfRegistry.Values
            .Concat(EventNames.OfHealth.Values)
            .Concat(RegistryDocuments.Select(one => one.Type))
            .Concat(HealthDocuments.Select(one => one.Type));
        foreach (var type in stored) Look(type);
        return found;

        void Look(Type type)
        {
            if (!seen.Add(type)) return;
            if (type.IsEnum) found.Add(type);
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : []) Look(part);
            if (type.Namespace?.StartsWith("Pipeline.", StringComparison.Ordinal) is not true) return;
            var readable = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(member => member.GetMethod is not null && member.GetIndexParameters() is []);
            foreach (var member in readable) Look(member.PropertyType);
        }
    }
}
