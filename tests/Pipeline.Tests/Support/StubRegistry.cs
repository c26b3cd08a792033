using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Aws.DeadLetters;
using Pipeline.Composition;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.Settings;

namespace Pipeline.Tests.Support;

/// <summary>A registry that returns given rows.</summary>
internal sealed record StubRegistry : IRegistryReader, IServiceReader, IChronicle, IParts
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<ServiceView> Services { get; init; } = [];
    public IReadOnlyList<InstanceView> Instances { get; init; } = [];
    public IReadOnlyList<RefusalView> Refusals { get; init; } = [];
    public IReadOnlyList<HostView> Hosts { get; init; } = [];

    public IHealthReader Health { get; init; } = new StubHealthReader();

    /// <summary>The error with which reading fails; null where it does not fail.</summary>
    public Exception? Failure { get; set; }

    public static InstanceView Instance(string service = "calc", string container = "calc-1", string status = "running") => new(
        service, new('a', 64), container, "calc:7", "host1", "192.0.2.1", 32768, "tcp", status, Noon.AddMinutes(-5), TaskArn: null);

    public Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel) =>
        Failure is { } failure ? Task.FromException<IReadOnlyList<ServiceView>>(failure) : Task.FromResult(Services);
    public Task<IReadOnlyList<InstanceView>> InstancesAsync(string? service, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<InstanceView>>([.. Instances.Where(instance => service is null || instance.Service == service)]);
    public Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel) => Task.FromResult(Refusals);
    public Task<IReadOnlyList<HostView>> HostsAsync(CancellationToken cancel) => Task.FromResult(Hosts);
    public async Task<RegistryView> AllAsync(CancellationToken cancel) => new(await ServicesAsync(cancel), Instances, Refusals, Hosts);

    public Task<AnswersView> AnswersAsync(string service, CancellationToken cancel) => Task.FromResult(new AnswersView([], []));
    public Task<ZoneStandingView> ZoneAsync(CancellationToken cancel) => Task.FromResult(new ZoneStandingView(null, [], null, [], []));

    public void Add(IServiceCollection services, UpPlan plan) =>
        services.AddSingleton<IRegistryReader>(this).AddSingleton<IRegistryHistory>(new EmptyHistory());

    public IPEndPoint DnsOf(IServiceProvider services) => services.GetRequiredService<UpPlan>().Settings.Dns;
    public Task ReadyAsync(IServiceProvider services, CancellationToken cancel) => Task.CompletedTask;
    public IDeadLetters OpenDeadLetters(string queue) => throw new DeadLettersUnreachableException($"there is no queue {queue}");
    public IRegistryReader OpenRegistry(PipelineSettings settings, string database) => this;
    public IServiceReader OpenServices(PipelineSettings settings, string database) => this;
    public Task<IReadOnlyList<ServiceView>> ReadAsync(CancellationToken cancel) => ServicesAsync(cancel);
    public IChronicle OpenChronicle(PipelineSettings settings, string database) => this;
    public IHealthReader OpenHealth(PipelineSettings settings, string database) => Health;
}
