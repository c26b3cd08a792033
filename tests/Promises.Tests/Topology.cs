using System.Reflection;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Promises.Tests;

/// <summary>What topics a bus on AWS publishes to; it is put together and never started.</summary>
internal static class Topology
{
    private static readonly MethodInfo Message = typeof(IBusTopology).GetMethods().Single(method =>
        method is { Name: nameof(IBusTopology.Message), IsGenericMethod: true } && method.GetParameters() is []);

    public static Func<Type, string> OfAws(string? scope = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddMassTransit(registration => registration.UsingAmazonSqs((_, transport) => transport.Host("eu-west-1", host =>
        {
            host.AccessKey("test");
            host.SecretKey("test");
            if (scope is not null) host.Scope(scope, scopeTopics: true);
        })));
        var bus = services.BuildServiceProvider().GetRequiredService<IBus>();
        return type =>
        {
            var message = Message.MakeGenericMethod(type).Invoke(bus.Topology, null);
            return (string)typeof(IMessageTopology<>).MakeGenericType(type).GetProperty("EntityName")!.GetValue(message)!;
        };
    }
}
