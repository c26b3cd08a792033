using Microsoft.Extensions.DependencyInjection;
using Pipeline.Projector.Registry;
using Pipeline.Tests.MemoryStore.Registry;
using Pipeline.Tests.MemoryStore.Sagas;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>One process's connection to the store: its ports from afar, and its sessions, which end with it.</summary>
internal sealed class StoreConnection(MemoryRegistry registry, MemorySagas sagas, StoreLink link)
{
    public IServiceCollection AddRegistryTo(IServiceCollection services) => services
        .AddSingleton(Remote.Wrap(registry.Registry, link))
        .AddSingleton(Remote.Wrap(registry.State, link))
        .AddSingleton(Remote.Wrap(registry.Ledger, link))
        .AddSingleton(Remote.Wrap(registry.Leases, link))
        .AddSingleton<IChangeFeed>(new RemoteFeed(registry.Changes, link));

    public IServiceCollection AddSagasTo(IServiceCollection services) => services
        .AddSingleton(Remote.Wrap(sagas.Sagas, link))
        .AddSingleton(Remote.Wrap(sagas.Fleet, link))
        .AddSingleton(Remote.Wrap(sagas.Probed, link))
        .AddSingleton(Remote.Wrap(sagas.Reports, link))
        .AddSingleton(Remote.Wrap(sagas.Shares, link))
        .AddSingleton(Remote.Wrap(sagas.Locks, link));

    /// <summary>The server ends the sessions, and the process may learn of it.</summary>
    public void Cut() => registry.CutSessions();

    /// <summary>The process is dead, and its sessions end.</summary>
    public void Drop() => registry.DropSessions();
}
