using System.Collections.Concurrent;
using System.Reflection;
using MassTransit;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>What a consumer sees of MassTransit: the message, and where to publish. Any other member is an error.</summary>
internal class MessageContext : DispatchProxy
{
    // A copy of a proxy is much cheaper than another one.
    private static readonly ConcurrentDictionary<Type, MessageContext> Originals = [];

    private object message = null!;
    private Action<object, Type> publish = null!;
    private IServiceProvider services = null!;

    /// <returns>A <see cref="ConsumeContext{T}"/> of the message's type.</returns>
    public static object Create(object message, Action<object, Type> publish, IServiceProvider services)
    {
        var context = (MessageContext)Originals.GetOrAdd(message.GetType(), CreateOriginal).MemberwiseClone();
        (context.message, context.publish, context.services) = (message, publish, services);
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case "get_Message":
                return message;
            case "get_CancellationToken":
                return CancellationToken.None;
            case "TryGetPayload" when targetMethod.GetGenericArguments() is [var payload] && payload == typeof(IServiceProvider):
                args![0] = services;
                return true;
            case "Publish":
                var content = args![0]!;
                publish(content, args is [_, Type type, ..] ? type : content.GetType());
                return Task.CompletedTask;
            default:
                throw new NotSupportedException($"a consumer uses {targetMethod.Name}, which the simulated bus has not");
        }
    }

    private static MessageContext CreateOriginal(Type type) => (MessageContext)typeof(MessageContext)
        .GetMethod(nameof(CreateProxy), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(type).Invoke(null, null)!;

    private static object CreateProxy<T>() where T : class => Create<ConsumeContext<T>, MessageContext>();
}
