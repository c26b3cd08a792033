using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.Store.Tests.Sagas;

public abstract class When_sagas_are_saved : SagaContract
{
    [Fact]
    public async Task A_saga_is_loaded_as_it_was_saved()
    {
        await SaveAsync(Failing("c1"));

        var saga = await LoadAsync("c1");

        (saga.CorrelationId, saga.Version, saga.Health!.State, saga.Due).ShouldBe((SagaId.Of("c1"), 1, HealthState.Suspect, Failing("c1").Due));
        saga.Health.Watches.ShouldBe(Failing("c1").Health!.Watches);
        saga.Proofs.ShouldBe(Failing("c1").Proofs);
        (saga.IsChanged, saga.News.Count).ShouldBe((false, 0));
    }

    [Fact]
    public async Task A_saga_that_was_never_saved_is_not_there() => (await Ports.Sagas.LoadAsync(SagaId.Of("c1"), CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task Each_save_is_a_revision()
    {
        await SaveAsync(Running("c1"));
        await SaveAsync(Probe(await LoadAsync("c1"), "c1", passed: true, 1));
        await SaveAsync(Probe(await LoadAsync("c1"), "c1", passed: false, 20));

        var saga = await LoadAsync("c1");
        (saga.Version, saga.Health!.State).ShouldBe((3, HealthState.Suspect));
    }

    [Fact]
    public async Task A_stale_revision_conflicts_and_nothing_of_that_save_is_written()
    {
        await SaveAsync(Running("c1"), Running("c2"));
        var (first, stale) = (await LoadAsync("c1"), await LoadAsync("c1"));
        await SaveAsync(Probe(first, "c1", passed: true, 1));
        var before = await Ports.History.NewestAsync(CancellationToken.None);

        await Should.ThrowAsync<StoreConflictException>(
            () => SaveAsync(Probe(LoadAsync("c2").Result, "c2", passed: true, 1), Probe(stale, "c1", passed: true, 2), Running("c3")));

        ((await LoadAsync("c1")).Version, (await LoadAsync("c2")).Version).ShouldBe((2, 1));
        (await Ports.Sagas.LoadAsync(SagaId.Of("c3"), CancellationToken.None)).ShouldBeNull();
        (await EventsOfAsync("c2")).ShouldBe(["RunWatched"]);
        (await EventsOfAsync("c3")).ShouldBeEmpty();
        before.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_conflicted_with_one_saga_can_be_saved_without_it()
    {
        await SaveAsync(Running("c1"), Running("c2"));
        var (other, stale) = (Probe(await LoadAsync("c2"), "c2", passed: true, 1), Probe(await LoadAsync("c1"), "c1", passed: true, 1));
        await SaveAsync(Probe(await LoadAsync("c1"), "c1", passed: true, 1));
        await Should.ThrowAsync<StoreConflictException>(() => SaveAsync(stale, other));

        await SaveAsync(other);

        (await LoadAsync("c2")).Version.ShouldBe(2);
        await Should.ThrowAsync<StoreConflictException>(() => SaveAsync(stale));
    }

    [Fact]
    public async Task Two_inserts_of_one_saga_conflict()
    {
        await SaveAsync(Running("c1"));

        await Should.ThrowAsync<StoreConflictException>(() => SaveAsync(Running("c1", host: "blue")));

        ((await LoadAsync("c1")).Host, (await EventsOfAsync("c1")).Count).ShouldBe(("red", 1));
    }

    [Fact]
    public async Task Of_many_writers_that_read_one_revision_one_succeeds()
    {
        await SaveAsync(Running("c1"));
        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LoadAsync("c1")));

        var outcomes = await Task.WhenAll(read.Select(async saga =>
        {
            try
            {
                await SaveAsync(Probe(saga, "c1", passed: true, 1));
                return true;
            }
            catch (StoreConflictException)
            {
                return false;
            }
        }));

        outcomes.Count(saved => saved).ShouldBe(1);
        (await EventsOfAsync("c1")).Count(kind => kind == "ProbeHeard").ShouldBe(1);
    }

    [Fact]
    public async Task A_saga_that_is_not_changed_is_not_written()
    {
        await SaveAsync(Running("c1"));

        await SaveAsync(await LoadAsync("c1"));

        (await LoadAsync("c1")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Events_are_kept_with_the_saga_in_their_order()
    {
        await SaveAsync(Running("c1"));
        await SaveAsync(Running("c2", "mail"));
        await SaveAsync(Probe(await LoadAsync("c1"), "c1", passed: true, 1));

        (await EventsOfAsync("c1")).ShouldBe(["RunWatched", "ProbeHeard", "StateChanged"]);
        (await EventsOfAsync("c2")).ShouldBe(["RunWatched"]);
    }

    public sealed class InMemory : When_sagas_are_saved
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InMemory();
    }

    public sealed class InPostgreSql(RealPostgres postgres) : When_sagas_are_saved
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InPostgreSql(postgres);
    }
}
