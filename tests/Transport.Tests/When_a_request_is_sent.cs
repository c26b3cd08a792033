using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_a_request_is_sent(Moto moto)
{
    private sealed class DoublingConsumer : IConsumer<DoubleNumber>
    {
        public Task Consume(ConsumeContext<DoubleNumber> context) => context.Message.Number < 0
            ? throw new ArgumentException("negative numbers are not supported")
            : context.RespondAsync(new NumberDoubled(context.Message.Number * 2));
    }

    [Fact]
    public async Task The_response_or_the_fault_comes_back()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await broker.StartAsync((context, bus) => bus.Receive(broker.Queue("doubler"), endpoint =>
            endpoint.ConfigureConsumer<DoublingConsumer>(context)), bus => bus.AddConsumer<DoublingConsumer>());
        var asker = await broker.StartAsync(
            (_, _) => { }, bus => bus.AddRequestClient<DoubleNumber>(new Uri($"queue:{broker.Queue("doubler")}"), TestBroker.Timeout));
        await using var scope = asker.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<DoubleNumber>>();

        var responses = await Task.WhenAll(
            Enumerable.Range(1, 5).Select(number => client.GetResponse<NumberDoubled>(new DoubleNumber(number))));
        var fault = await Should.ThrowAsync<RequestFaultException>(() => client.GetResponse<NumberDoubled>(new DoubleNumber(-1)));

        responses.Select(response => response.Message.Number).ShouldBe([2, 4, 6, 8, 10]);
        fault.Message.ShouldContain("negative numbers are not supported");
    }

    [Fact]
    public async Task The_response_queue_is_deleted_with_its_bus_and_a_late_response_is_dropped()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var asked = new TaskCompletionSource<string>();
        var askerGone = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("doubler"), endpoint => endpoint.Handler<DoubleNumber>(async context =>
        {
            asked.TrySetResult(new AmazonSqsEndpointAddress(new Uri("amazonsqs://us-east-1"), context.ResponseAddress!).Name);
            await askerGone.Task;
            await context.RespondAsync(new NumberDoubled(1));
            answered.TrySetResult();
        })));
        var asker = await broker.StartAsync(
            (_, _) => { }, bus => bus.AddRequestClient<DoubleNumber>(new Uri($"queue:{broker.Queue("doubler")}"), TestBroker.Timeout));
        string answers;
        await using (var scope = asker.Services.CreateAsyncScope())
        {
            using var giveUp = new CancellationTokenSource();
            var response = scope.ServiceProvider.GetRequiredService<IRequestClient<DoubleNumber>>()
                .GetResponse<NumberDoubled>(new DoubleNumber(1), giveUp.Token);
            answers = await asked.Task.WaitAsync(TestBroker.Timeout);
            (await broker.QueueExistsAsync(answers)).ShouldBeTrue();
            await giveUp.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => response);
        }

        await asker.StopAsync();
        (await broker.QueueExistsAsync(answers)).ShouldBeFalse();
        askerGone.SetResult();
        await answered.Task.WaitAsync(TestBroker.Timeout);
        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("doubler")) == 0, "the request is deleted", TestBroker.Timeout);
    }
}
