using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Settings;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Replay;
using Pipeline.History.Why;
using Pipeline.History.Words;
using Pipeline.Projector.Registry;
using Pipeline.Store;

namespace Pipeline.Promises.Tests;

/// <summary>What this version does not know is kept or passed over: members, words, kinds of events and of messages.</summary>
public sealed class When_a_newer_version_wrote_too(RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";
    private const string Container = "568ff0c15896931a4b16ce460b41cb8bf1637c21755a788530269fba5c188461"; // calc-red-1
    private const string Released = "af610e90158f55e5a47839c608f20e3265f3a7bdfb6fac75bb4474de882c43a4"; // calc-grey-2
    private const string Later = """{"Since": ["a", 1, null]}""";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly JsonSerializerOptions Wire =
        FactsOnTheWire.Configure(new JsonSerializerOptions(SystemTextJsonMessageSerializer.Options));

    private readonly FakeTimeProvider time = new(Now);

    [Fact]
    public async Task Members_of_the_registry_s_documents_that_are_unknown_here_are_kept()
    {
        var database = await Fixture.LoadAsync(postgres);
        foreach (var table in (string[])["container", "host", "hostlease", "ledgerentry"])
            await Fixture.ExecuteAsync(database, $$"""update pipeline.mt_doc_{{table}} set data = data || '{"Later": {{Later}}}'""");

        await using var store = Fixture.Registry(database);
        var left = new HostLeft { Host = new("blue", "10.20.0.22"), Stamp = Newest(2), At = Now, Reason = "test" };
        await Writer(store).FoldAsync([Stopping("red", Container), left], None);
        await Kept("pipeline.mt_doc_container", Container);
        (await Document(database, "pipeline.mt_doc_container", Container))["Status"]!.GetValue<string>().ShouldBe("Stopping");
        await Kept("pipeline.mt_doc_host", "host/blue");
        (await Document(database, "pipeline.mt_doc_host", "host/blue"))["Status"]!.GetValue<string>().ShouldBe("Left");
        await Kept("pipeline.mt_doc_hostlease", "red");

        // The ledger, by the event store's own fold.
        var entry = (await Fixture.RowsAsync(database, "select id from pipeline.mt_doc_ledgerentry order by id limit 1"))[0][0];
        await using (var session = store.DocumentStore.LightweightSession())
        {
            session.Events.Append(entry, new Core.Dns.ChangeRefused("test", Now));
            await session.SaveChangesAsync();
        }

        await Kept("pipeline.mt_doc_ledgerentry", entry);

        async Task Kept(string table, string id)
        {
            var document = await Document(database, table, id);
            JsonNode.DeepEquals(document["Later"], JsonNode.Parse(Later)).ShouldBeTrue($"{table} {id}");
        }
    }

    [Fact]
    public async Task A_replay_keeps_them_also_where_it_repairs_a_document()
    {
        var database = await Fixture.LoadAsync(postgres);
        await Fixture.ExecuteAsync(database, $$"""update pipeline.mt_doc_container set data = data || '{"Later": {{Later}}}'""");
        var before = await Document(database, "pipeline.mt_doc_container", Container);
        await Fixture.ExecuteAsync(
            database, $$"""update pipeline.mt_doc_container set data = data || '{"Name": "damaged"}' where id = '{{Container}}'""");
        await using var store = Fixture.Registry(database);
        var done = await store.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), None);
        (done.Replaced, done.Kept).ShouldBe((1, 0));

        // What was stored later than the fixture is filled in where a document is written anew.
        JsonDifference.Between(before, await Document(database, "pipeline.mt_doc_container", Container))
            .ShouldHaveSingleItem().ShouldBe(("$.FirstHeard", "is new"));
    }

    [Fact]
    public async Task Members_of_the_sagas_documents_that_are_unknown_here_are_kept()
    {
        var database = await Fixture.LoadAsync(postgres);
        await Fixture.ExecuteAsync(database, $$"""
            update health.mt_doc_saga set data = jsonb_set(data, '{Health,Later}', '{{Later}}') || '{"Later": {{Later}}}';
            update health.mt_doc_hostlease set data = data || '{"Later": {{Later}}}';
            """);
        await using var store = Fixture.Sagas(database);
        var settings = new HealthSettings { Domain = Domain };
        await store.ReaderFor(settings, time).OrderAsync(Released, HealthTrigger.Retried, None);
        var left = new HostLeft { Host = new("red", "10.20.0.11"), Stamp = Newest(1), At = Now, Reason = "test" };
        await new ReportComparison(store.Reports, settings, time).RenewAsync(left, None);

        var saga = await Fixture.JsonAsync(
            database, $"select data::text from health.mt_doc_saga where data -> 'Health' ->> 'ContainerId' = '{Released}'");
        saga["Health"]!["State"]!.GetValue<string>().ShouldBe("Starting");
        JsonNode.DeepEquals(saga["Later"], JsonNode.Parse(Later)).ShouldBeTrue();
        JsonNode.DeepEquals(saga["Health"]!["Later"], JsonNode.Parse(Later)).ShouldBeTrue();
        JsonNode.DeepEquals((await Document(database, "health.mt_doc_hostlease", "red"))["Later"], JsonNode.Parse(Later)).ShouldBeTrue();
    }

    [Fact]
    public async Task Words_that_are_unknown_here_are_read_and_kept()
    {
        var database = await Fixture.LoadAsync(postgres);
        await Fixture.ExecuteAsync(database, $$"""
            update pipeline.mt_doc_container
            set data = data || '{"Refusals": [{
                "Claim": {"Service": "x", "Protocol": "Sctp", "ContainerPort": 9}, "Reason": "OverQuota", "Detail": "too many"
            }]}'
            where id = '{{Container}}';
            update pipeline.mt_doc_host set data = data || '{"Status": "Draining"}' where id = 'host/grey';
            update pipeline.mt_events set data = data || '{"Reason": "Hibernated"}' where type = 'instance_withdrawn';
            update health.mt_events set data = data || '{"To": "Quarantined"}' where type = 'state_changed' and stream_id = '{{Released}}';
            update health.mt_doc_saga set data = jsonb_set(data, '{Health,State}', '"Quarantined"')
            where data -> 'Health' ->> 'ContainerId' = '{{Container}}';
            """);
        await using var store = Fixture.Registry(database);
        await Writer(store).FoldAsync([Stopping("red", Container)], None);
        var refusal = (await Document(database, "pipeline.mt_doc_container", Container))["Refusals"]![0]!;
        (refusal["Reason"]!.GetValue<string>(), refusal["Claim"]!["Protocol"]!.GetValue<string>()).ShouldBe(("OverQuota", "Sctp"));
        (await new RegistryReader(store.Documents, Domain).AllAsync(None)).Hosts.ShouldNotBeEmpty();

        // History tells the word, and a replay keeps what it cannot fold as the newer version does.
        var told = new List<RecordedEvent>();
        await foreach (var one in store.History(Domain).ReadAsync(new(), None)) told.Add(one);
        told.Where(one => one.Happened is InstanceWithdrawn).Select(one => EventWords.Of(one.Happened))
            .ShouldContain(text => text.Contains("Hibernated", StringComparison.Ordinal));
        (await store.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), None)).Kept.ShouldBeGreaterThan(0);
        (await Document(database, "pipeline.mt_doc_host", "host/grey"))["Status"]!.GetValue<string>()
            .ShouldBe("Live", "no event of the host is of a newer version");

        await using var health = Fixture.Sagas(database);
        var reader = health.ReaderFor(new HealthSettings { Domain = Domain }, time);
        (await reader.SagasAsync(new(), None)).Single(saga => saga.ContainerId == Container).State.ShouldBe("Quarantined");
        await reader.FreezesAsync(None);
        (await reader.StoryAsync(Released, None))!.Timeline
            .ShouldContain(moment => moment.What.Contains("→ Quarantined", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kinds_of_events_that_are_unknown_here_are_passed_over_and_shown()
    {
        var database = await Fixture.LoadAsync(postgres);
        var unknownKinds = Append("pipeline", Container, "run_hibernated")
            + Append("pipeline", "host/red", "host_hibernated")
            + Append("health", Released, "run_quarantined");
        await Fixture.ExecuteAsync(database, unknownKinds + $$"""
            update pipeline.mt_doc_container
            set data = data || jsonb_build_object('Version', mt_version + 1, 'Hibernating', true), mt_version = mt_version + 1
            where id = '{{Container}}';
            update pipeline.mt_doc_host
            set data = data || jsonb_build_object('Version', mt_version + 1), mt_version = mt_version + 1
            where id = 'host/red';
            """);
        await using var store = Fixture.Registry(database);
        await using var health = Fixture.Sagas(database);

        // Writers go on.
        await Writer(store).FoldAsync([Stopping("red", Container)], None);
        var document = await Document(database, "pipeline.mt_doc_container", Container);
        (document["Status"]!.GetValue<string>(), document["Hibernating"]!.GetValue<bool>()).ShouldBe(("Stopping", true));
        var settings = new HealthSettings { Domain = Domain };
        var reader = health.ReaderFor(settings, time);
        await reader.OrderAsync(Released, HealthTrigger.Retried, None);

        // A replay leaves what it cannot fold.
        var done = await store.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), None);
        (done.Replaced, done.Kept).ShouldBe((0, 2));
        JsonDifference.Between(document, await Document(database, "pipeline.mt_doc_container", Container)).ShouldBeEmpty();
        await store.Rebuilder.FoldAsync(Now, new Progress<RebuildProgress>(), None);

        // History shows them.
        var history = store.History(Domain);
        var shown = new List<EventView>();
        await foreach (var view in new EventFeed(history, health.History, time).ReadAsync(new(), None)) shown.Add(view);
        shown.Single(view => view.Kind == "RunHibernated").What
            .ShouldBe("event of an unknown kind run_hibernated (written by a newer version)");
        shown.ShouldContain(view => view.Kind == "HostHibernated" && view.Subject == "host/red");
        shown.ShouldContain(view => view.Kind == "RunQuarantined" && view.Room == "health");
        (await reader.StoryAsync(Released, None))!.Timeline
            .ShouldContain(moment => moment.What.Contains("unknown kind run_quarantined", StringComparison.Ordinal));
        var why = new WhyReader(history, reader, Domain);
        foreach (var subject in (string[])["calc-red-1", "red", "calc"]) (await why.WhyAsync(subject, null, None)).ShouldNotBeEmpty();
        (await why.WhyAsync("calc-red-1", null, None)).SelectMany(story => story.Chains).SelectMany(chain => chain.Steps)
            .ShouldContain(step => step.What.Contains("unknown kind run_hibernated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_counts_though_a_word_of_one_container_is_unknown_here()
    {
        var json = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixture.Messages, "HostReported.json"), None))!;
        var containers = json["containers"]!.AsArray();
        var running = containers
            .First(one => one!["phase"]!.GetValue<string>() == "Running" && one["endpoints"]!.AsArray().Count > 0)!
            .AsObject();
        containers.Clear();
        for (var index = 0; index < 3; index++)
        {
            var copy = (JsonObject)running.DeepClone();
            (copy["id"], copy["name"]) = ($"c{index}", $"calc-{index}");
            var endpoints = copy["endpoints"]!.AsArray();
            for (var port = 0; port < endpoints.Count; port++) endpoints[port]!["hostPort"] = 40_000 + (100 * index) + port;
            copy["later"] = true;
            containers.Add(copy);
        }

        containers[1]!["phase"] = "Hibernating";
        containers[2]!["endpoints"]![0]!["protocol"] = "Sctp";
        containers[2]!["health"] = "Tired";
        var report = JsonSerializer.Deserialize<HostReported>(json.ToJsonString(), Wire)!;

        await using var store = Fixture.Registry(await postgres.CreateDatabaseAsync());
        await store.PrepareAsync(None);
        (await Writer(store).FoldAsync([report], None)).ShouldBe([FactOutcome.Applied]);
        await using var session = store.DocumentStore.QuerySession();
        (await session.LoadAsync<Container>("c0", None))!.Instances.ShouldNotBeEmpty();
        (await session.LoadAsync<Container>("c1", None))!.Instances.ShouldBeEmpty("its phase is unknown");
        (await session.LoadAsync<Container>("c2", None))!.Refusals
            .ShouldContain(refusal => refusal.Detail.Contains("Sctp", StringComparison.Ordinal));

        // What ran goes on where its phase is unknown.
        containers[0]!["phase"] = "Hibernating";
        json["stamp"]!["sequence"] = json["stamp"]!["sequence"]!.GetValue<long>() + 1;
        await Writer(store).FoldAsync([JsonSerializer.Deserialize<HostReported>(json.ToJsonString(), Wire)!], None);
        await using var after = store.DocumentStore.QuerySession();
        (await after.LoadAsync<Container>("c0", None))!.Instances.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_message_of_an_unknown_kind_is_put_aside_and_the_next_is_handled()
    {
        var (skipped, handled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddMassTransit(bus =>
        {
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseFactsJson();
                transport.ReceiveEndpoint(FactConsumerDefinition.Queue, endpoint =>
                {
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.Handler<HostLeft>(_ => { handled.TrySetResult(); return Task.CompletedTask; });
                });
                transport.ReceiveEndpoint($"{FactConsumerDefinition.Queue}_skipped", endpoint =>
                {
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.Handler<HostHibernated>(_ => { skipped.TrySetResult(); return Task.CompletedTask; });
                });
            });
        });
        using var host = builder.Build();
        await host.StartAsync(None);
        var facts = await host.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"queue:{FactConsumerDefinition.Queue}"));
        await facts.Send(new HostHibernated("red"), None);
        await facts.Send(new HostLeft { Host = new("red", "10.20.0.11"), Stamp = Newest(1), At = Now, Reason = "test" }, None);
        await skipped.Task.WaitAsync(TimeSpan.FromSeconds(30), None);
        await handled.Task.WaitAsync(TimeSpan.FromSeconds(30), None);
        await host.StopAsync(None);
    }

    private RegistryWriter Writer(RegistryDatabase store) =>
        new(store.Registry, new Registrar(Domain), time, NullLogger<RegistryWriter>.Instance);

    private static Stamp Newest(int sequence) => new(Now.ToUnixTimeMilliseconds(), sequence);

    private static ContainerStopping Stopping(string host, string container) =>
        new() { Host = new(host, "10.20.0.11"), Stamp = Newest(1), At = Now, ContainerId = container, Signal = 15 };

    private static Task<JsonObject> Document(string database, string table, string id) =>
        Fixture.JsonAsync(database, $"select data::text from {table} where id = '{id}'");

    /// <summary>Appends an event as a newer version does.</summary>
    private static string Append(string schema, string stream, string kind) => $$"""
        update {{schema}}.mt_streams set version = version + 1 where id = '{{stream}}';
        insert into {{schema}}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
        select
            nextval('{{schema}}.mt_events_sequence'), gen_random_uuid(), id, version,
            '{"At": "2026-11-20T09:59:00+00:00", "Depth": 3}',
            '{{kind}}',
            '2026-11-20 09:59:00+00',
            'Pipeline.Newer.Kind, Pipeline.Newer'
        from {{schema}}.mt_streams where id = '{{stream}}';
        """;

    /// <summary>A kind of message that this version does not know.</summary>
    public sealed record HostHibernated(string Host);
}
