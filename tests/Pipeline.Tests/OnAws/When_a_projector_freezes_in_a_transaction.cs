using System.Diagnostics;
using System.Net;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Tests.Facts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.OnAws;

/// <summary>
/// A projector is stopped in its midst after it locked a host and before its commit arrived: to the server, its transaction goes on.
/// </summary>
[Collection(typeof(HostTests))]
public sealed class When_a_projector_freezes_in_a_transaction(StandInFleet fleet) : IAsyncDisposable
{
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HoldingProxy line = new(ServerOf(fleet.Database));
    private readonly long epoch = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private int runs;

    public async ValueTask DisposeAsync() => await line.DisposeAsync();

    [Fact]
    public async Task Its_host_and_all_others_are_followed_by_another_projector()
    {
        var (locked, other) = (new ModelHost("locked-host", "127.0.8.1", epoch), new ModelHost("other-host", "127.0.8.2", epoch));
        var database = new NpgsqlConnectionStringBuilder(fleet.Database) { Host = "127.0.0.1", Port = line.EndPoint.Port };
        await using var frozen = await fleet.StartProjectorAsync(database.ConnectionString);
        await StatedAsync(() => Start(locked), () => fleet.Places("locked").Count > 0);

        // The notice of the service goes to the server with the commit.
        line.HoldFrom("""{"Services":["locked"]""");
        await StatedAsync(() => Start(locked), () => line.Held.Contains("commit", StringComparison.Ordinal));
        await frozen.FreezeAsync();
        var since = Stopwatch.StartNew();

        // Some of what is published goes to the frozen one, and is delivered again only later.
        await StatedAsync(() => Start(other), () => fleet.Places("other").Count > 0);
        since.Elapsed.ShouldBeLessThan(Aim);
        var known = fleet.Places("locked").Count;
        await StatedAsync(() => Start(locked), () => fleet.Places("locked").Count > known);
        since.Elapsed.ShouldBeLessThan(Aim);

        line.Release();
        await frozen.ThawAsync();
        await StatedAsync(() => Start(locked), () => fleet.Places("locked").Count > known + 1);
    }

    /// <summary>States something anew until it has its effect.</summary>
    private async Task StatedAsync(Func<IHostFact> fact, Func<bool> until)
    {
        using var pace = new PeriodicTimer(Pause, TimeProvider.System);
        await Eventually.ThatAsync(async () =>
        {
            await fleet.Facts.PublishAsync(fact());
            await pace.WaitForNextTickAsync();
            return until();
        }, "it is followed");
    }

    private ContainerStarted Start(ModelHost host)
    {
        var run = ++runs;
        return host.Started(host.Container($"{host.Identity.Name}-{run}", host.Identity.Name.Split('-')[0], 44_000 + run));
    }

    private static IPEndPoint ServerOf(string database) => new(IPAddress.Loopback, new NpgsqlConnectionStringBuilder(database).Port);
}
