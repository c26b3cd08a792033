using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Core.Pacing;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Messaging;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Processes;

/// <summary>A process that runs hosted services, as the shipped composition registers them.</summary>
internal abstract class ServiceProcess : SimulatedProcess
{
    private readonly ServiceProvider provider;
    private readonly StoreConnection store;
    private readonly IHostedService[] hosted;
    private readonly BackgroundService[] background;
    private readonly SimulatedBus bus;

    protected ServiceProcess(
        string name, MachineClock machine, Random random, SimulatedBus bus, StoryLogs logs, Func<SimulatedProcess, StoreConnection> connect,
        Action<ServiceProcess, StoreConnection, IServiceCollection> compose) : base(name, machine)
    {
        this.bus = bus;
        store = connect(this);
        Random = random;
        var services = new ServiceCollection();
        services.AddSingleton(new SteadyTime(new ProcessClock(machine, this)));
        services.AddSingleton<TimeProvider>(given => given.GetRequiredService<SteadyTime>());
        services.AddSingleton(random);
        services.AddSingleton<IdSource>(() =>
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        });
        services.AddSingleton(logs.For(name));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.TryAddSingleton(PublishingBus.Create(PublishAsync));
        compose(this, store, services);
        provider = services.BuildServiceProvider();
        hosted = [.. provider.GetServices<IHostedService>()];
        background = [.. hosted.OfType<BackgroundService>()];
    }

    protected Random Random { get; }

    public IServiceProvider Services => provider;

    public StoreConnection Store => store;

    public bool IsStopping { get; private set; }

    /// <summary>A hosted service that ended although its process runs; null while there is none.</summary>
    public string? FindDeadService() =>
        IsRunning && !IsStopping && Array.Find(background, service => service.ExecuteTask is { IsCompleted: true }) is { } dead
            ? $"{dead.GetType().Name} of {Name} has ended: "
                + (dead.ExecuteTask!.Exception?.InnerException?.ToString() ?? "without an exception")
            : null;

    public async Task StartAsync()
    {
        foreach (var service in hosted.OfType<IHostedLifecycleService>()) await service.StartingAsync(CancellationToken.None);
        foreach (var service in hosted) await service.StartAsync(CancellationToken.None);
        Consume();
    }

    /// <summary>
    /// Stops as on a deployment: it takes no more messages and handles those it has; then its services end, and its sessions.
    /// </summary>
    public async Task StopAsync()
    {
        IsStopping = true;
        await Task.WhenAll(bus.Queues.Select(queue => queue.DetachAsync(this)));
        foreach (var service in hosted.Reverse()) await service.StopAsync(CancellationToken.None);
        Kill();
    }

    public override void Kill()
    {
        if (IsKilled) return;
        base.Kill();
        store.Drop();
    }

    /// <summary>Attaches the consumers to their queues.</summary>
    protected abstract void Consume();

    protected void Publish(object message, Type type) => bus.Publish(message, type);

    private async Task PublishAsync(object message, Type type)
    {
        await PassAsync(TimeSpan.Zero, CancellationToken.None);
        bus.Publish(message, type);
    }
}
