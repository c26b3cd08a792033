using System.Collections.Immutable;
using Pipeline.Core.Dns;

namespace Pipeline.Projector.Tests.Support;

/// <summary>
/// Clients that look up the names of running instances all the time: each must find its instance, and an address of the host that it is
/// on. Every state of the zone that a look-up meets is judged.
/// </summary>
internal sealed class ContinuousLookUps : IAsyncDisposable
{
    /// <summary>Look-ups without a pause would keep the zone's lock from those who write it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly Route53Account account;
    private readonly CancellationTokenSource ended = new();
    private readonly Task looking;
    private readonly List<string> failed = [];
    private ImmutableHashSet<(string Service, string Host, int Port)> expected = [];
    private int looks;

    public ContinuousLookUps(Route53Account account)
    {
        this.account = account;
        looking = Task.Run(LookAsync);
    }

    /// <summary>How many look-ups were made.</summary>
    public int Looks => Volatile.Read(ref looks);

    /// <summary>From now on an instance must be found.</summary>
    public void Expect(string service, string host, int port) =>
        ImmutableInterlocked.Update(ref expected, all => all.Add((service, host, port)));

    /// <summary>From now on an instance may be missing, because it stops.</summary>
    public void Release(string service, string host, int port) =>
        ImmutableInterlocked.Update(ref expected, all => all.Remove((service, host, port)));

    /// <returns>The look-ups that failed.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await ended.CancelAsync();
        await looking;
        return failed;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ended.Dispose();
    }

    private async Task LookAsync()
    {
        using var pause = new PeriodicTimer(Pause, TimeProvider.System);
        while (!ended.IsCancellationRequested)
        {
            var awaited = expected;
            var records = account.Records;

            // What is released while the zone is read may be gone already.
            foreach (var (service, host, port) in awaited.Intersect(expected))
            {
                Interlocked.Increment(ref looks);
                var values = records
                    .Where(record => record.Id.Type == "SRV" && record.Id.Name == $"{service}.{Route53Account.Domain}")
                    .SelectMany(record => record.Values)
                    .Select(SrvValue.ParseForeign);
                if (!values.Any(value => value?.Port == port && value?.Target.Split('.')[0] == host))
                    failed.Add($"{service} on {host}:{port}");
                if (!records.Any(record => record.Id.Type == "A" && record.Id.Name == $"{host}.{Route53Account.Domain}"))
                    failed.Add($"the address of {host}");
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
