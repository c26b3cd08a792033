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
        var remote = (Remote)Original<T>.Proxy.MemberwiseClone();
        (remote.target, remote.link) = (target, link);
        return (T)(object)remote;
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

    /// <summary>A copy of a proxy is much cheaper than another one.</summary>
    private static class Original<T> where T : class
    {
        public static readonly Remote Proxy = (Remote)(object)Create<T, Remote>();
    }
}
