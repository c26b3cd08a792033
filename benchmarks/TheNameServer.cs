using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone.Local;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// Answers of the local name server a second, over UDP and TCP, asked by dnsperf; beside knot and unbound, which serve the same records in
/// the same run. Servers take turns, so that whatever else the machine does meets all of them.
/// </summary>
internal static class TheNameServer
{
    private const int Rounds = 5;

    /// <summary>Services that change at once, ten times a second: 1,000 instances.</summary>
    private const int Changing = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = TemporaryDirectory.Create("dns");
        var records = new ServiceZone();
        await File.WriteAllTextAsync($"{folder}/zone", records.ToZoneFile());
        await File.WriteAllTextAsync($"{folder}/queries", ServiceZone.ToQueries());
        var perf = new DnsPerf($"{folder}/queries");

        var zone = new LocalZone(ServiceZone.Domain, IPAddress.Loopback, TimeProvider.System);
        zone.Restore(ServiceZone.HostSets().Concat(Enumerable.Range(0, ServiceZone.Services).Select(service => records.SetOf(service))));
        await using var server = new LocalZoneServer(
            zone, new(IPAddress.Loopback, 0), TimeProvider.System, NullLogger<LocalZoneServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        await using var knot = await OtherNameServer.StartKnotAsync(folder, $"{folder}/zone");
        await using var unbound = await OtherNameServer.StartUnboundAsync(folder, $"{folder}/zone");
        IPEndPoint[] servers = [server.EndPoint, knot.EndPoint, unbound.EndPoint];

        await MeasureAsync(perf, [server.EndPoint], tcp: false, rounds: 2); // the runtime compiles
        await MeasureAsync(perf, [server.EndPoint], tcp: true, rounds: 2);
        List<Figure> figures =
        [
            Compare("answers a second over UDP, 10,000 instances", await MeasureAsync(perf, servers, tcp: false, Rounds), 0.7),
            Compare("the same over TCP", await MeasureAsync(perf, servers, tcp: true, Rounds), 1),
        ];

        using var stop = new CancellationTokenSource();
        var changing = ChangeAsync(records, zone, knot, folder, stop.Token);
        var wrong = CheckAsync(records, server.EndPoint, stop.Token);
        figures.Add(Compare(
            "over UDP while 1,000 instances change a second", await MeasureAsync(perf, [.. servers.Take(2)], tcp: false, Rounds), 0.7));
        figures.Add(Compare("the same over TCP", await MeasureAsync(perf, [.. servers.Take(2)], tcp: true, Rounds), 1));
        await stop.CancelAsync();
        await changing;
        var (asked, bad) = await wrong;
        figures.Add(new(
            "answers that were not one whole state of their service", $"{bad} of {asked:N0}", "–", null, "0", bad == 0));
        return figures;
    }

    private static Figure Compare(string what, Measured[] servers, double aim)
    {
        var ratio = servers[0].PerSecond / servers[1].PerSecond;
        var others = servers.Skip(1).Zip(["knot", "unbound"], (server, name) => $"{name}: {server.PerSecond:N0}");
        return new(
            what, $"{servers[0].PerSecond:N0}{(servers[0].Wrong > 0 ? $", {servers[0].Wrong} wrong" : "")}", string.Join("; ", others),
            ratio, $"≥ {aim.ToString(CultureInfo.InvariantCulture)} of knot, 0 wrong", ratio >= aim && servers[0].Wrong == 0);
    }

    private static async Task<Measured[]> MeasureAsync(DnsPerf perf, IPEndPoint[] servers, bool tcp, int rounds)
    {
        var all = servers.Select(_ => new List<(double PerSecond, int Wrong)>()).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < servers.Length; i++) all[i].Add(await perf.MeasureAsync(servers[i], tcp));
        return [.. all.Select(one => new Measured(Quantile.Of(one.Select(each => each.PerSecond), 0.5), one.Sum(each => each.Wrong)))];
    }

    /// <summary>Changes both zones until it is stopped.</summary>
    private static async Task ChangeAsync(ServiceZone records, LocalZone zone, OtherNameServer knot, string folder, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        var (owner, number, next) = (Guid.NewGuid(), 0L, 0);
        FenceRecord? held = null;
        while (!stop.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None))
        {
            var changes = records.Change(Enumerable.Range(next, Changing).Select(service => service % ServiceZone.Services));
            next += Changing;
            var fence = new ZoneFence(owner, 1, ++number, Guid.NewGuid());
            await zone.ChangeAsync(
                new(
                    new(held, fence),
                    [
                        .. changes.SelectMany(change => (ExactChange[])
                            [new(ExactAction.Delete, change.Before), new(ExactAction.Create, change.After)]),
                    ]),
                CancellationToken.None);
            held = FenceRecord.Of(fence);
            await knot.ChangeAsync(folder, changes);
        }
    }

    /// <summary>Compares answers with what was written, while it changes.</summary>
    private static async Task<(int Asked, int Wrong)> CheckAsync(ServiceZone records, IPEndPoint server, CancellationToken stop)
    {
        var dns = new AskingDns(server);
        var (asked, wrong) = (0, 0);
        for (; !stop.IsCancellationRequested; asked++)
        {
            var service = Random.Shared.Next(ServiceZone.Services);
            var ports = await dns.PortsAsync($"service-{service}");
            if (!records.IsAnswer(service, [.. ports])) wrong++;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        return (asked, wrong);
    }

    private sealed record Measured(double PerSecond, int Wrong);
}
