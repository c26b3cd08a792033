using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Registry;

public sealed class Consuming_facts(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task A_fact_that_is_not_well_formed_harms_no_neighbour_and_ends_in_the_error_queue()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        var rejected = new ConcurrentQueue<string>();
        var errors = projector.Bus.ConnectReceiveEndpoint("facts_error", endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.Handler<ContainerStarted>(message => { rejected.Enqueue(message.Message.Container.Id); return Task.CompletedTask; });
        });
        await errors.Ready;

        await projector.StateAsync(
            red.Started(red.Container("c1", "calc", 32768)),
            red.Started(red.Container("nul\0", "calc", 32769)),
            red.Started(red.Container("c3", "calc", 32770)));

        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 2, "the two good ones answer");
        await Eventually.ThatAsync(() => !rejected.IsEmpty, "the bad one in the error queue");
        rejected.ShouldBe(["nul\0"]);
    }

    [Fact]
    public async Task A_bad_part_of_a_report_is_refused_alone_and_listed_and_the_host_stays_live()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        var bad = red.Container("bad", "time", 32769) with
        {
            Name = "half \ud800",
            Image = new string('i', 5_000),
            Endpoints =
            [
                red.Claim(new string('x', 1_025), 32770, 9000), red.Claim("nul\0", 32771, 9001), red.Claim("time", 32772, 9002),
                red.Claim("mail", 32773, 9003) with { Address = "fe80::1" },
            ],
        };

        await projector.StateAsync(red.Reported(bad, red.Container("nul\0", "calc", 32774), red.Container("good", "calc", 32768)));

        await Eventually.ThatAsync(
            () => projector.Answers("calc").Count == 1 && projector.Answers("time").Count == 1, "the good parts answer");
        (await projector.Reader.RefusalsAsync(CancellationToken.None)).Count.ShouldBe(3);
        (await projector.Reader.HostsAsync(CancellationToken.None)).ShouldHaveSingleItem().Status.ShouldBe("live");
    }

    [Fact]
    public async Task A_fact_that_is_rejected_though_it_names_its_host_is_a_doubt_about_the_host()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 1, "it answers");

        await projector.StateAsync(red.Started(red.Container("nul\0", "calc", 32769)));

        await Eventually.ThatAsync(async () => (await HostAsync(projector)).Doubt is not null, "the host is doubted");
        var host = await HostAsync(projector);
        (host.Status, host.Doubt).ShouldBe(
            ("live", "its ContainerStarted is rejected: it names no container; correct or update its agent"));
        projector.Answers("calc").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_part_that_is_left_out_is_a_doubt_about_its_host_and_the_others_count()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync(red.Reported(red.Container("nul\0", "calc", 32769), red.Container("c1", "calc", 32768)));

        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 1, "the good part answers");
        await Eventually.ThatAsync(async () => (await HostAsync(projector)).Doubt is not null, "the host is doubted");
        (await HostAsync(projector)).Doubt!.ShouldStartWith("a part of its HostReported does not count: container 'name-of-nul");
    }

    private static async Task<HostView> HostAsync(ProjectorUnderTest projector) =>
        (await projector.Reader.HostsAsync(CancellationToken.None)).ShouldHaveSingleItem();

    [Fact]
    public async Task The_parts_of_a_large_report_count_in_any_order()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await projector.StateAsync(red.Reported(red.Container("b", "calc", 1001), red.Container("n", "calc", 1002)));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 2, "the first report answers");
        var report = red.Reported(red.Container("a", "time", 1003), red.Container("z", "time", 1004));

        await projector.StateAsync(
            report with { Containers = [report.Containers[1]], Range = new("m", null) },
            report with { Containers = [report.Containers[0]], Range = new(null, "m") });

        await Eventually.ThatAsync(() => projector.Answers("time").Count == 2 && projector.Answers("calc").Count == 0, "both parts count");
    }

    [Fact]
    public async Task Every_kind_of_fact_reaches_the_registry_through_the_one_consumer()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync(
            red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769), red.Container("c3", "mail", 32770)));
        await Eventually.ThatAsync(() => projector.Answers("mail").Count == 1, "all are there");
        await projector.StateAsync(red.Paused("c1"), red.Stopping("c2"), red.Stopped("c3"));

        await Eventually.ThatAsync(
            () => projector.Answers("calc").Count + projector.Answers("time").Count + projector.Answers("mail").Count == 0, "none answers");
        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)), red.Left());
        await Eventually.ThatAsync(
            async () => (await projector.Reader.HostsAsync(CancellationToken.None)).Single().Status == "left", "the host has left");
    }

    [Fact]
    public async Task A_fact_travels_in_the_shape_that_its_contract_pins()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        var travelled = new TaskCompletionSource<string>();
        var listener = projector.Bus.ConnectReceiveEndpoint("listener", endpoint => endpoint.Handler<HostReported>(message =>
        {
            travelled.TrySetResult(message.ReceiveContext.Body.GetString());
            return Task.CompletedTask;
        }));
        await listener.Ready;
        var reported = red.Reported(red.Container("c1", "calc", 32768));

        await projector.StateAsync(reported);

        var envelope = JsonNode.Parse(await travelled.Task.WaitAsync(TimeSpan.FromSeconds(30)))!;
        var pinned = JsonSerializer.SerializeToNode(reported, ContractsJson.Default.HostReported);
        JsonNode.DeepEquals(envelope["message"], pinned).ShouldBeTrue(envelope["message"]!.ToJsonString());
    }
}
