using Pipeline.History.Events;

namespace Pipeline.Store.Tests.Sagas;

public abstract class When_sagas_are_read_for_people : SagaContract
{
    [Fact]
    public async Task Ended_sagas_are_listed_newest_first_by_service_and_no_more_than_asked_for()
    {
        await SaveAsync(Healthy("c1"), Healthy("c2", "mail"), Healthy("c3"), Healthy("c4"));
        foreach (var id in (string[])["c3", "c2", "c1"]) await SaveAsync(End(await LoadAsync(id), id));

        (await EndedAsync(null, 10)).ShouldBe(["c1", "c2", "c3"]);
        (await EndedAsync(null, 2)).ShouldBe(["c1", "c2"]);
        (await EndedAsync("calc", 10)).ShouldBe(["c1", "c3"]);
        (await EndedAsync("alc", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Live_sagas_are_read_as_they_are_now_however_often()
    {
        await SaveAsync(Running("c1"), Running("c2"));
        (await LiveAsync()).ShouldBe(["c1 Starting", "c2 Starting"]);

        await SaveAsync(Probe(await LoadAsync("c1"), "c1", passed: true, 1), End(await LoadAsync("c2"), "c2"), Running("c3"));

        (await LiveAsync()).ShouldBe(["c1 Healthy", "c3 Starting"]);
        (await LiveAsync()).ShouldBe(["c1 Healthy", "c3 Starting"]);
    }

    [Fact]
    public async Task Sagas_are_found_by_name_and_by_the_beginning_of_the_identifier()
    {
        await SaveAsync(Running("aa11", name: "web-1"), Running("aa22", name: "web-2"), Running("bb33", name: "web-1"));

        (await FindAsync("web-1")).ShouldBe(["aa11", "bb33"], ignoreOrder: true);
        (await FindAsync("aa")).ShouldBe(["aa11", "aa22"], ignoreOrder: true);
        (await FindAsync("web")).ShouldBeEmpty();
        (await FindAsync("%")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_saga_is_read_by_its_container()
    {
        await SaveAsync(Running("c1"));

        (await Ports.Recorded.LoadAsync("c1", CancellationToken.None))!.ContainerId.ShouldBe("c1");
        (await Ports.Recorded.LoadAsync("c2", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Events_are_asked_for_by_container_service_host_and_position()
    {
        await SaveAsync(Running("c1"));
        await SaveAsync(Running("c2", "mail", "blue"));
        await SaveAsync(Probe(await LoadAsync("c1"), "c1", passed: true, 1));

        (await ReadAsync(new())).ShouldBe(["c1 RunWatched", "c2 RunWatched", "c1 ProbeHeard", "c1 StateChanged"]);
        (await ReadAsync(new(Container: "c2"))).ShouldBe(["c2 RunWatched"]);
        (await ReadAsync(new(Service: "calc"))).ShouldBe(["c1 RunWatched", "c1 ProbeHeard", "c1 StateChanged"]);
        (await ReadAsync(new(Host: "blue"))).ShouldBe(["c2 RunWatched"]);
        (await ReadAsync(new(Host: "blue", Service: "calc"))).ShouldBeEmpty();
        (await ReadAsync(new(Last: 2))).ShouldBe(["c1 ProbeHeard", "c1 StateChanged"]);
        var newest = await Ports.History.NewestAsync(CancellationToken.None);
        (await ReadAsync(new(After: newest - 1))).ShouldBe(["c1 StateChanged"]);
        (await ReadAsync(new(After: newest))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_saga_ever_was_there_is_nothing()
    {
        (await LiveAsync()).ShouldBeEmpty();
        (await EndedAsync(null, 10)).ShouldBeEmpty();
        (await FindAsync("c1")).ShouldBeEmpty();
        (await Ports.History.NewestAsync(CancellationToken.None)).ShouldBe(0);
    }

    private async Task<IEnumerable<string>> EndedAsync(string? service, int atMost) =>
        (await Ports.Recorded.EndedAsync(service, atMost, CancellationToken.None)).Select(health => health.ContainerId);

    private async Task<IEnumerable<string>> LiveAsync() => (await Ports.Recorded.LiveAsync(CancellationToken.None))
        .Select(health => $"{health.ContainerId} {health.State}").Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> FindAsync(string container) =>
        (await Ports.Recorded.FindAsync(container, 20, CancellationToken.None)).Select(health => health.ContainerId);

    private async Task<List<string>> ReadAsync(HealthQuestion question)
    {
        var read = new List<string>();
        await foreach (var recorded in Ports.History.ReadAsync(question, CancellationToken.None))
            read.Add($"{recorded.ContainerId} {recorded.Happened.GetType().Name}");
        return read;
    }

    public sealed class InMemory : When_sagas_are_read_for_people
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InMemory();
    }

    public sealed class InPostgreSql(RealPostgres postgres) : When_sagas_are_read_for_people
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InPostgreSql(postgres);
    }
}
