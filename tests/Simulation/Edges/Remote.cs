using System.Reflection;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Projector.Registry;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>
/// Stands between a process and one of its ports: each call passes the link before it takes effect and before it returns.
/// </summary>
internal class Remote : DispatchProxy
{
    private object target = null!;
    private Link link = null!;

    public static T Wrap<T>(T target, Link link) where T : class
    {
        var proxy = Create<T, Remote>();
        var remote = (Remote)(object)proxy;
        (remote.target, remote.link) = (target, link);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        RemoteMethod.Of(targetMethod!).Invoke(target, args ?? [], link);

    /// <summary>What a call returns may itself be far away.</summary>
    internal static object? WrapResult(object? result, Link link) => result switch
    {
        IRegistryTransaction transaction => Wrap(transaction, link),
        IShardLockSession session => Wrap(session, link),
        _ => result,
    };
}
