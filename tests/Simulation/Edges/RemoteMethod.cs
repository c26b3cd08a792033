using System.Collections.Concurrent;
using System.Reflection;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>How one method of a port is called from afar.</summary>
internal abstract class RemoteMethod(MethodInfo method)
{
    private static readonly ConcurrentDictionary<MethodInfo, RemoteMethod> Known = [];

    private readonly MethodInvoker invoker = MethodInvoker.Create(method);

    protected string Name => method.Name;

    public static RemoteMethod Of(MethodInfo method) => Known.GetOrAdd(method, Create);

    public abstract object? Invoke(object target, object?[] arguments, Link link);

    protected object? Call(object target, object?[] arguments) => invoker.Invoke(target, arguments.AsSpan());

    protected static CancellationToken CancelOf(object?[] arguments) =>
        arguments is [.., CancellationToken cancel] ? cancel : CancellationToken.None;

    private static RemoteMethod Create(MethodInfo method) => method.ReturnType switch
    {
        var type when type == typeof(Task) => new Returning(method),
        var type when type == typeof(ValueTask) => new Disposing(method),
        { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Task<>) =>
            (RemoteMethod)Activator.CreateInstance(typeof(Answering<>).MakeGenericType(type.GetGenericArguments()), method)!,
        _ => new Local(method),
    };

    /// <summary>A property, or a method that does not leave the process.</summary>
    private sealed class Local(MethodInfo method) : RemoteMethod(method)
    {
        public override object? Invoke(object target, object?[] arguments, Link link) => Call(target, arguments);
    }

    private sealed class Returning(MethodInfo method) : RemoteMethod(method)
    {
        public override object Invoke(object target, object?[] arguments, Link link) => CallAsync(target, arguments, link);

        private async Task CallAsync(object target, object?[] arguments, Link link)
        {
            var cancel = CancelOf(arguments);
            await link.BeforeAsync(Name, cancel);
            await (Task)Call(target, arguments)!;
            await link.AfterAsync(Name, cancel);
        }
    }

    private sealed class Disposing(MethodInfo method) : RemoteMethod(method)
    {
        public override object Invoke(object target, object?[] arguments, Link link) => CallAsync(target, arguments, link);

        private async ValueTask CallAsync(object target, object?[] arguments, Link link)
        {
            await link.Process.PassAsync(TimeSpan.Zero, CancellationToken.None);
            await (ValueTask)Call(target, arguments)!;
        }
    }

    private sealed class Answering<T>(MethodInfo method) : RemoteMethod(method)
    {
        public override object Invoke(object target, object?[] arguments, Link link) => CallAsync(target, arguments, link);

        private async Task<T> CallAsync(object target, object?[] arguments, Link link)
        {
            var cancel = CancelOf(arguments);
            await link.BeforeAsync(Name, cancel);
            try
            {
                var answer = await (Task<T>)Call(target, arguments)!;
                await link.AfterAsync(Name, cancel);
                return (T)Remote.WrapResult(answer, link)!;
            }
            catch (Exception) when (!link.Process.IsRunning)
            {
                await link.Process.PassAsync(TimeSpan.Zero, CancellationToken.None);
                throw;
            }
        }
    }
}
