using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Tests.Route53Emulator.Wire;
using Pipeline.Tests.Route53Emulator.Zones;

namespace Pipeline.Tests.Route53Emulator;

/// <summary>
/// A Route 53 on loopback that speaks its REST-XML protocol (2013-04-01) and holds to its <see cref="Rules"/>: budgets, atomic batches,
/// limits, pages, PENDING and INSYNC. It does what others may do to an account on order: edit a zone, fail, or not answer. It checks no
/// signature.
/// </summary>
public sealed class Emulator : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<(string? Action, Fault Fault)> faults = new();
    private readonly List<(string Zone, Predicate<HostedZone> Until, TaskCompletionSource Met)> waiting = [];
    private readonly Account account;
    private readonly WebApplication server;

    private Emulator(Rules rules, TimeProvider time)
    {
        account = new Account(rules, time);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        server = builder.Build();
        new Endpoints(this, rules, time).MapTo(server);
    }

    /// <summary>Where it answers: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Endpoint => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What was asked so far.</summary>
    public Counts Counts
    {
        get
        {
            lock (gate) return account.Counts;
        }
    }

    /// <param name="rules">What it holds to; null for a commercial account's rules.</param>
    /// <param name="time">The clock of buckets, processing and propagation; null for the machine's.</param>
    public static async Task<Emulator> StartAsync(Rules? rules = null, TimeProvider? time = null)
    {
        var emulator = new Emulator(rules ?? new Rules(), time ?? TimeProvider.System);
        await emulator.server.StartAsync();
        return emulator;
    }

    /// <summary>Makes a zone, for nothing.</summary>
    /// <returns>Its identifier.</returns>
    public string CreateZone(string name, bool isPrivate = true)
    {
        lock (gate)
        {
            var reference = Guid.NewGuid().ToString();
            account.CreateZone(name, reference, isPrivate);
            return account.Zones.Values.Single(zone => zone.CallerReference == reference).Id;
        }
    }

    /// <summary>What a zone holds, but for its own SOA and NS.</summary>
    public IReadOnlyList<Record> Records(string zone)
    {
        lock (gate) return [.. account.Zones[zone].Records.Values.Where(record => record.Id.Type is not ("SOA" or "NS"))];
    }

    /// <summary>Completes in the moment in which a change makes a zone meet a condition, or at once where it does.</summary>
    public Task WhenAsync(string zone, Predicate<HostedZone> until)
    {
        lock (gate)
        {
            if (until(account.Zones[zone])) return Task.CompletedTask;
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((zone, until, met));
            return met.Task;
        }
    }

    /// <summary>Changes a zone as somebody else may, by whatever means and for nothing.</summary>
    public void Edit(string zone, Func<HostedZone, HostedZone> edit)
    {
        lock (gate) account.Zones = account.Zones.SetItem(zone, edit(account.Zones[zone]));
    }

    /// <summary>Forgets a zone.</summary>
    public void Drop(string zone)
    {
        lock (gate) account.Zones = account.Zones.Remove(zone);
    }

    /// <summary>Lets the next calls of an action, or of any, go wrong; orders queue up.</summary>
    public void Order(Fault fault, string? action = null, int times = 1)
    {
        lock (gate)
        {
            for (; times > 0; times--) faults.Enqueue((action, fault));
        }
    }

    /// <summary>What was ordered to go wrong and did not yet goes right.</summary>
    public void ClearOrders()
    {
        lock (gate) faults.Clear();
    }

    /// <summary>Begins to count anew.</summary>
    public void ResetCounts()
    {
        lock (gate) account.Counts = new Counts();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>The fault that is ordered for this call; a fault on order costs no token.</summary>
    internal Fault? NextFault(string action)
    {
        lock (gate)
        {
            if (!faults.TryPeek(out var next) || (next.Action is not null && next.Action != action)) return null;
            account.Counts = next.Fault is Fault.Refusal or Fault.Break { Done: false } ? account.Counts.Called(action) : account.Counts;
            return faults.Dequeue().Fault;
        }
    }

    internal Answer Perform(string action, Func<Account, Answer> perform)
    {
        lock (gate)
        {
            var answer = account.Admit(action) ?? perform(account);
            waiting.RemoveAll(wait => account.Zones.TryGetValue(wait.Zone, out var zone) && wait.Until(zone) && wait.Met.TrySetResult());
            return answer;
        }
    }
}
