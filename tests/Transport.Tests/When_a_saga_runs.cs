using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed record Ordered(Guid CorrelationId) : CorrelatedBy<Guid>;

public sealed record Paid(Guid CorrelationId) : CorrelatedBy<Guid>;

public sealed record Shipped(Guid CorrelationId);

public sealed record Reminded(Guid CorrelationId);

public sealed class When_a_saga_runs(Moto moto)
{
    public sealed class Order : SagaStateMachineInstance
    {
        public Guid CorrelationId { get; set; }
        public string CurrentState { get; set; } = "";
        public Guid? ReminderId { get; set; }
    }

    private sealed class OrderMachine : MassTransitStateMachine<Order>
    {
        public OrderMachine()
        {
            InstanceState(order => order.CurrentState);
            Event(() => Ordered);
            Event(() => Paid);
            Schedule(() => Reminder, order => order.ReminderId, schedule =>
            {
                schedule.Delay = TimeSpan.FromSeconds(1);
                schedule.Received = configurator => configurator.CorrelateById(reminder => reminder.Message.CorrelationId);
            });

            Initially(When(Ordered).Schedule(Reminder, context => new Reminded(context.Saga.CorrelationId)).TransitionTo(Open));
            During(Open, When(Reminder!.Received).TransitionTo(Overdue));
            During(Overdue, When(Paid).Publish(context => new Shipped(context.Saga.CorrelationId)).Finalize());
        }

        public State Open { get; private set; } = null!;
        public State Overdue { get; private set; } = null!;
        public Event<Ordered> Ordered { get; private set; } = null!;
        public Event<Paid> Paid { get; private set; } = null!;
        public Schedule<Order, Reminded> Reminder { get; private set; } = null!;
    }

    public sealed class Tally : ISaga, InitiatedBy<Ordered>, Orchestrates<Paid>
    {
        public Guid CorrelationId { get; set; }

        public Task Consume(ConsumeContext<Ordered> context) => Task.CompletedTask;

        public Task Consume(ConsumeContext<Paid> context) => context.Publish(new Shipped(CorrelationId));
    }

    [Fact]
    public async Task A_state_machine_with_a_schedule_goes_through_all_its_states()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var shipped = new ConcurrentQueue<Guid>();
        var host = await broker.StartAsync(
            (context, bus) =>
            {
                bus.UseDelayedMessageScheduler();
                bus.Receive(broker.Queue("orders"), endpoint =>
                {
                    endpoint.UseMessageRetry(retry => retry.Interval(100, TimeSpan.FromMilliseconds(50)));
                    endpoint.UseInMemoryOutbox(context);
                    endpoint.ConfigureSaga<Order>(context);
                });
                bus.Receive(
                    broker.Queue("shipping"), endpoint => endpoint.On<Shipped>(context => shipped.Enqueue(context.Message.CorrelationId)));
            },
            bus => bus.AddSagaStateMachine<OrderMachine, Order>().InMemoryRepository());
        var orders = Enumerable.Range(0, 5).Select(_ => NewId.NextGuid()).ToList();

        foreach (var order in orders) await host.Bus().Publish(new Ordered(order));
        // Paid before the state machine expects it: retried until the reminder has arrived.
        foreach (var order in orders) await host.Bus().Publish(new Paid(order));

        await Eventually.ThatAsync(() => shipped.Count == orders.Count, "all are shipped", TestBroker.Timeout);
        shipped.ShouldBe(orders, ignoreOrder: true);
    }

    [Fact]
    public async Task A_saga_class_receives_its_correlated_messages()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var shipped = new ConcurrentQueue<Guid>();
        var host = await broker.StartAsync(
            (context, bus) =>
            {
                bus.Receive(broker.Queue("tally"), endpoint =>
                {
                    endpoint.UseMessageRetry(retry => retry.Interval(100, TimeSpan.FromMilliseconds(50)));
                    endpoint.ConfigureSaga<Tally>(context);
                });
                bus.Receive(
                    broker.Queue("shipping"), endpoint => endpoint.On<Shipped>(context => shipped.Enqueue(context.Message.CorrelationId)));
            },
            bus => bus.AddSaga<Tally>().InMemoryRepository());
        var order = NewId.NextGuid();

        await host.Bus().Publish(new Ordered(order));
        var repository = host.Services.GetRequiredService<ILoadSagaRepository<Tally>>();
        await Eventually.ThatAsync(async () => await repository.Load(order) is not null, "it is started", TestBroker.Timeout);
        await host.Bus().Publish(new Paid(order));

        await Eventually.ThatAsync(() => shipped.Contains(order), "it is shipped", TestBroker.Timeout);
    }
}
