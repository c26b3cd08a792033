using Pipeline.Contracts;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Hosts whose agents report again and again, to whichever projector there is.</summary>
internal sealed class ReportingFleet : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (ModelHost Host, List<ContainerSnapshot> Containers)> hosts = [];
    private readonly CancellationTokenSource ended = new();
    private readonly Task reporting;
    private Route53ProjectorUnderTest? projector;

    public ReportingFleet() => reporting = Task.Run(ReportAsync);

    /// <summary>The projector that hears the reports; null while there is none.</summary>
    public Route53ProjectorUnderTest? Projector
    {
        get => Volatile.Read(ref projector);
        set => Volatile.Write(ref projector, value);
    }

    public void Add(string name, string address)
    {
        lock (gate) hosts.TryAdd(name, (new ModelHost(name, address), []));
    }

    public void Start(string host, string id, string service, int port)
    {
        lock (gate) hosts[host].Containers.Add(hosts[host].Host.Container(id, service, port));
    }

    public void Stop(string id)
    {
        lock (gate)
            foreach (var (_, containers) in hosts.Values) containers.RemoveAll(container => container.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ended.Dispose();
    }

    private async Task ReportAsync()
    {
        using var timer = new PeriodicTimer(Interval / 2, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(ended.Token))
        {
            HostReported[] reports;
            lock (gate) reports = [.. hosts.Values.Select(one => one.Host.Reported([.. one.Containers]) with { Interval = Interval })];
            if (Projector is { } listening) await listening.StateAsync(reports);
        }
    }
}
