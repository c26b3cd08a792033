using System.Reflection;
using MassTransit;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>What a process sees of MassTransit outside of its consumers: where to publish.</summary>
internal class PublishingBus : DispatchProxy
{
    private Func<object, Type, Task> publish = null!;

    public static IBus Create(Func<object, Type, Task> publish)
    {
        var bus = Create<IBus, PublishingBus>();
        ((PublishingBus)(object)bus).publish = publish;
        return bus;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name is "Publish"
        ? publish(args![0]!, args is [_, Type type, ..] ? type : args[0]!.GetType())
        : throw new NotSupportedException($"a process uses {targetMethod.Name}, which the simulated bus has not");
}
