using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_somebody_is_asked(Moto moto)
{
    private sealed class Teller : IConsumer<Ask>
    {
        public Task Consume(ConsumeContext<Ask> context) => context.Message.Number < 0
            ? throw new ArgumentException("nothing is known of negative numbers")
            : context.RespondAsync(new Told(context.Message.Number * 2));
    }

    [Fact]
    public async Task The_answer_comes_back_or_the_fault_does()
    {
        await using var stage = await Stage.SetAsync(moto);
        await stage.StartAsync((context, bus) => bus.Receive(stage.Queue("tell"), endpoint => endpoint.ConfigureConsumer<Teller>(context)), bus => bus.AddConsumer<Teller>());
        var asker = await stage.StartAsync((_, _) => { }, bus => bus.AddRequestClient<Ask>(new Uri($"queue:{stage.Queue("tell")}"), Stage.Patience));
        await using var scope = asker.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<Ask>>();

        var told = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => client.GetResponse<Told>(new Ask(number))));
        var fault = await Should.ThrowAsync<RequestFaultException>(() => client.GetResponse<Told>(new Ask(-1)));

        told.Select(response => response.Message.Number).ShouldBe([2, 4, 6, 8, 10]);
        fault.Message.ShouldContain("nothing is known of negative numbers");
    }

    [Fact]
    public async Task The_queue_of_answers_goes_with_its_bus_and_who_answers_late_is_not_held_up()
    {
        await using var stage = await Stage.SetAsync(moto);
        var asked = new TaskCompletionSource<string>();
        var askerGone = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("tell"), endpoint => endpoint.Handler<Ask>(async context =>
        {
            asked.TrySetResult(new AmazonSqsEndpointAddress(new Uri("amazonsqs://us-east-1"), context.ResponseAddress!).Name);
            await askerGone.Task;
            await context.RespondAsync(new Told(1));
            answered.TrySetResult();
        })));
        var asker = await stage.StartAsync((_, _) => { }, bus => bus.AddRequestClient<Ask>(new Uri($"queue:{stage.Queue("tell")}"), Stage.Patience));
        string answers;
        await using (var scope = asker.Services.CreateAsyncScope())
        {
            using var giveUp = new CancellationTokenSource();
            var response = scope.ServiceProvider.GetRequiredService<IRequestClient<Ask>>().GetResponse<Told>(new Ask(1), giveUp.Token);
            answers = await asked.Task.WaitAsync(Stage.Patience);
            (await stage.HasAsync(answers)).ShouldBeTrue();
            await giveUp.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => response);
        }

        await asker.StopAsync();
        (await stage.HasAsync(answers)).ShouldBeFalse();
        askerGone.SetResult();
        await answered.Task.WaitAsync(Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("tell")) == 0, "the question is done", Stage.Patience);
    }
}
