using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Facts;

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
