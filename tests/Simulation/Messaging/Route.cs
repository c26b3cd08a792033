using MassTransit;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>The consumers of a queue in one process, by the kind of message.</summary>
internal sealed class Route
{
    private readonly Dictionary<Type, Func<object, Task>> consumers = [];

    public Route To<T>(IConsumer<T> consumer) where T : class
    {
        consumers[typeof(T)] = context => consumer.Consume((ConsumeContext<T>)context);
        return this;
    }

    /// <summary>Hands a message to its consumer; MassTransit sets aside what nobody consumes.</summary>
    public Task ConsumeAsync(object content, Action<object, Type> publish, IServiceProvider services) =>
        consumers.TryGetValue(content.GetType(), out var consume)
            ? consume(MessageContext.Create(content, publish, services))
            : throw new NotSupportedException($"nobody consumes {content.GetType().Name}");
}
