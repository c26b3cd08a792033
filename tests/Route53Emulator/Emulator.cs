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
/// An emulator of Route 53 on loopback: its REST-XML protocol (2013-04-01) and its <see cref="Rules"/>, with throttling, atomic batches,
/// limits, pages, PENDING and INSYNC. Tests can edit zones as another program may, and inject faults. Signatures are not checked.
/// </summary>
public sealed class Emulator : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<(string? Action, Fault Fault)> faults = new();
    private readonly List<(string Zone, Predicate<HostedZone> Until, TaskCompletionSource Done)> waiting = [];
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

    /// <summary>Its address: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Endpoint => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The counters.</summary>
    public Counts Counts
    {
        get
        {
            lock (gate) return account.Counts;
        }
    }

    /// <param name="rules">The limits; null for those of a commercial account.</param>
    /// <param name="time">The clock of buckets, processing and propagation; null for the system clock.</param>
    public static async Task<Emulator> StartAsync(Rules? rules = null, TimeProvider? time = null)
    {
        var emulator = new Emulator(rules ?? new Rules(), time ?? TimeProvider.System);
        await emulator.server.StartAsync();
        return emulator;
    }

    /// <summary>Creates a zone without a request.</summary>
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

    /// <summary>The records of a zone without its SOA and NS.</summary>
    public IReadOnlyList<Record> Records(string zone)
    {
        lock (gate) return [.. account.Zones[zone].Records.Values.Where(record => record.Id.Type is not ("SOA" or "NS"))];
    }

    /// <summary>The values with which a name and type of a zone are answered; of an alias, those that it leads to.</summary>
    public IReadOnlyList<string> Answers(string zone, string name, string type)
    {
        lock (gate) return [.. account.Zones[zone].Answers(name, type)];
    }

    /// <summary>Completes as soon as a zone meets a condition.</summary>
    public Task WhenAsync(string zone, Predicate<HostedZone> until)
    {
        lock (gate)
        {
            if (until(account.Zones[zone])) return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((zone, until, done));
            return done.Task;
        }
    }

    /// <summary>Edits a zone without a request, as another program may.</summary>
    public void Edit(string zone, Func<HostedZone, HostedZone> edit)
    {
        lock (gate) account.Zones = account.Zones.SetItem(zone, edit(account.Zones[zone]));
    }

    /// <summary>Deletes a zone without a request.</summary>
    public void Drop(string zone)
    {
        lock (gate) account.Zones = account.Zones.Remove(zone);
    }

    /// <summary>Injects a fault into the next calls of an action, or of any action. Faults queue up.</summary>
    public void InjectFault(Fault fault, string? action = null, int times = 1)
    {
        lock (gate)
        {
            for (; times > 0; times--) faults.Enqueue((action, fault));
        }
    }

    /// <summary>Removes the faults that are still queued.</summary>
    public void ClearFaults()
    {
        lock (gate) faults.Clear();
    }

    /// <summary>Resets the counters.</summary>
    public void ResetCounts()
    {
        lock (gate) account.Counts = new Counts();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>The injected fault for this call, if any. An injected fault costs no token.</summary>
    internal Fault? NextFault(string action)
    {
        lock (gate)
        {
            if (!faults.TryPeek(out var next) || (next.Action is not null && next.Action != action)) return null;
            account.Counts = next.Fault is Fault.ErrorResponse or Fault.Break { Done: false } ? account.Counts.WithCall(action)
                : account.Counts;
            return faults.Dequeue().Fault;
        }
    }

    internal Answer Perform(string action, Func<Account, Answer> perform)
    {
        lock (gate)
        {
            var answer = account.TakeRequestToken(action) ?? perform(account);
            waiting.RemoveAll(wait => account.Zones.TryGetValue(wait.Zone, out var zone) && wait.Until(zone) && wait.Done.TrySetResult());
            return answer;
        }
    }
}
