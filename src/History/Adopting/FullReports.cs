using Pipeline.Core.Hosts;
using Pipeline.Projector.Registry;

namespace Pipeline.History.Adopting;

/// <summary>
/// Waits until the registry knows again what runs. A restored database has what hosts reported before its backup, and does not know the
/// hosts that joined since; after one full report of each, it is up to date.
/// </summary>
internal sealed class FullReports(IRegistryState registry, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>For a report to be published, delivered and folded.</summary>
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(5);

    /// <summary>A host that is gone is lost by then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <param name="waits">Told once who is waited for.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <exception cref="AdoptionRefusedException">A host neither reports nor is lost.</exception>
    public async Task AwaitAsync(Action<IReadOnlyList<string>> waits, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var awaited = await ReadAwaitedAsync(cancel);
        var first = (await registry.ReadLeasesAsync(awaited, cancel)).ToDictionary(lease => lease.Id);
        var interval = first.Values.Select(lease => lease.Interval).DefaultIfEmpty(new HostLease { Id = "" }.Interval).Max();
        waits(awaited);
        while (true)
        {
            await Task.Delay(Poll, time, cancel);
            var waited = time.GetElapsedTime(began);
            awaited = [.. awaited.Intersect(await ReadAwaitedAsync(cancel))];
            var now = await registry.ReadLeasesAsync(awaited, cancel);
            awaited = [.. awaited.Except(now.Where(HasReported).Select(lease => lease.Id))];
            if (awaited.Count == 0 && waited >= interval + Delivery) return;
            if (waited >= Longest)
                throw new AdoptionRefusedException(
                    $"no full report of {string.Join(", ", awaited)} has arrived for {Longest.TotalMinutes:0} minutes, so that nobody "
                    + "knows what runs there: see ./pipeline hosts, and that a projector runs");
        }

        bool HasReported(HostLease lease) => lease.Watermark != first.GetValueOrDefault(lease.Id)?.Watermark;
    }

    /// <summary>Hosts whose agent is known to be down do not report.</summary>
    private async Task<IReadOnlyList<string>> ReadAwaitedAsync(CancellationToken cancel) =>
        [.. (await registry.ReadPresentAsync(cancel)).Hosts.Where(host => host.Status is not HostStatus.Mute).Select(host => host.Name)];
}
