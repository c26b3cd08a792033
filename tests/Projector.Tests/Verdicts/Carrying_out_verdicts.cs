using System.Collections.Concurrent;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Verdicts;

public sealed class Carrying_out_verdicts(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task A_condemned_containers_record_leaves_the_zone_and_the_verdict_is_answered_with_its_change()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var answers = await ListenAsync(projector);
        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)), red.Started(red.Container("c2", "calc", 32769)));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 2, "both answer");

        await RepeatAsync(projector, red.Condemned("c1", 1), until: () => answers.Of("c1").Any());

        projector.Answers("calc").ShouldBe(["1 1 32769 red.servicediscovery.internal."]);
        var answer = answers.Of("c1").First();
        answer.Sequence.ShouldBe(1);
        var calc = new RecordKey("calc.servicediscovery.internal", RecordType.SRV);
        var entry = (await projector.Ledger.ReadAsync(projector.Zone.Id, [calc], CancellationToken.None)).Single();
        answer.ChangeId.ShouldBe(entry.ChangeId);
    }

    [Fact]
    public async Task While_name_servers_may_still_answer_with_it_the_verdict_is_not_carried_out()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), new FaultyZone { IsSlow = true });
        await using var answers = await ListenAsync(projector);
        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)), red.Started(red.Container("c2", "time", 32769)));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count + projector.Answers("time").Count == 2, "both answer");

        await RepeatAsync(projector, red.Condemned("c1", 1), until: () => projector.Answers("calc").Count == 0);
        await projector.Bus.Publish(red.Condemned("c1", 1));
        await RepeatAsync(projector, red.Reinstated("c2", 1), until: () => answers.Of("c2").Any());

        answers.Of("c1").ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_address_leaves_its_services_name_too_unless_another_instance_has_it()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var answers = await ListenAsync(projector);
        await projector.StateAsync(
            red.Started(ModelHost.Container("c1", red.Claim("calc", 80) with { IsFixed = true })),
            red.Started(ModelHost.Container("c2", red.Claim("calc", 81) with { IsFixed = true })));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 2 && Addresses().Count == 1, "both answer, at one address");

        await RepeatAsync(projector, red.Condemned("c1", 1), until: () => answers.Of("c1").Any());
        Addresses().ShouldBe(["127.0.1.1"]);

        await RepeatAsync(projector, red.Condemned("c2", 1), until: () => answers.Of("c2").Any());
        Addresses().ShouldBeEmpty();

        IReadOnlyCollection<string> Addresses() => projector.Zone.Values($"calc.{ProjectorUnderTest.Domain}", RecordType.A);
    }

    [Fact]
    public async Task A_reinstated_container_answers_again()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var answers = await ListenAsync(projector);
        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await RepeatAsync(projector, red.Condemned("c1", 1), until: () => answers.Of("c1").Any());

        await projector.Bus.Publish(red.Reinstated("c1", 2));

        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 1, "it answers");
        await Eventually.ThatAsync(() => answers.Of("c1").Any(answer => answer.Sequence == 2), "and the verdict is answered");
    }

    [Fact]
    public async Task What_is_held_back_is_listed_with_the_reason_of_its_absence()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await RepeatAsync(projector, red.Condemned("c1", 1), until: () => projector.Answers("calc").Count == 0);

        await Eventually.ThatAsync(
            async () => (await projector.Reader.InstancesAsync(null, CancellationToken.None)).Single().Status == "condemned",
            "it is listed as condemned");
    }

    [Fact]
    public async Task Many_verdicts_at_once_are_all_carried_out()
    {
        const int count = 500;
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var answers = await ListenAsync(projector);
        await projector.StateAsync(red.Reported([.. Enumerable.Range(0, count).Select(i => red.Container($"c{i}", "calc", 10_000 + i))]));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == count, "all answer", TimeSpan.FromSeconds(60));

        await CondemnAsync();
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 0, "none answers", TimeSpan.FromSeconds(60));
        await RepeatAsync(
            CondemnAsync, until: () => Enumerable.Range(0, count).All(i => answers.Of($"c{i}").Any()), TimeSpan.FromMinutes(3));

        Task CondemnAsync() => Task.WhenAll(Enumerable.Range(0, count).Select(i => projector.Bus.Publish(red.Condemned($"c{i}", 1))));
    }

    /// <summary>A verdict is repeated until it is answered; a single one may be answered before the zone has followed.</summary>
    private static Task RepeatAsync(ProjectorUnderTest projector, IVerdict verdict, Func<bool> until) =>
        RepeatAsync(() => projector.Bus.Publish(verdict, verdict.GetType()), until);

    private static Task RepeatAsync(Func<Task> state, Func<bool> until, TimeSpan? within = null) => Eventually.ThatAsync(
        async () =>
        {
            await state();
            return until();
        },
        "the verdict is carried out", within);

    private static async Task<Listener> ListenAsync(ProjectorUnderTest projector)
    {
        var listener = new Listener();
        listener.Handle = projector.Bus.ConnectReceiveEndpoint("answers", endpoint => endpoint.Handler<VerdictCarriedOut>(message =>
        {
            listener.Heard.Enqueue(message.Message);
            return Task.CompletedTask;
        }));
        await listener.Handle.Ready;
        return listener;
    }

    private sealed class Listener : IAsyncDisposable
    {
        public ConcurrentQueue<VerdictCarriedOut> Heard { get; } = [];

        public HostReceiveEndpointHandle? Handle { get; set; }

        public int Count => Heard.DistinctBy(answer => answer.ContainerId).Count();

        public IEnumerable<VerdictCarriedOut> Of(string container) => Heard.Where(answer => answer.ContainerId == container);

        public async ValueTask DisposeAsync() => await Handle!.StopAsync();
    }
}
