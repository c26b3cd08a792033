using System.Collections.Concurrent;
using Pipeline.Console.Api.Snapshots;
using Pipeline.Console.Api.Views;
using Pipeline.Console.Reading;
using Pipeline.History.Events;
using Pipeline.History.Reading;

namespace Pipeline.Console.Api.Questions;

/// <summary>Questions about services and their instances.</summary>
internal sealed class ServiceQuestions(string domain)
{
    /// <summary>A name in DNS has at most this many characters; a longer one is not looked for.</summary>
    private const int LongestName = 253;

    /// <summary>Services without instances that the history knows: it forgets none, so it is asked once.</summary>
    private readonly ConcurrentDictionary<string, bool> onceThere = new();

    public static readonly Question All = Question.OfFleet("services", (snapshot, _) => Task.FromResult<Outcome>(
        new Outcome.Found(Answer.Write(new(snapshot.Services), ApiJson.Default.ServicesAnswer))));

    public Question One(string name) => About($"service {name}", name, (snapshot, service) => Answer.Write(
        Summarize(name, service, snapshot.Services.FirstOrDefault(one => one.Name == name)), ApiJson.Default.ServiceAnswer));

    public Question Instances(string name, InstanceFilter filter) => About(
        $"instances {filter.Key} {name}", name, (_, service) => Answer.Write(
            new(name, DnsNameOf(name), [.. InOrder(service.Where(filter.Includes)).Select(View)]), ApiJson.Default.InstancesAnswer));

    /// <summary>The targets of one service, or of all where the name is null, as Prometheus's HTTP service discovery takes them.</summary>
    public Question Targets(string? name, InstanceFilter filter) => name is null
        ? Question.OfFleet($"targets {filter.Key}", (snapshot, _) => Task.FromResult<Outcome>(
            new Outcome.Found(WriteTargets(snapshot.Fleet.Instances.Where(filter.Includes)))))
        : About($"targets {filter.Key} {name}", name, (_, service) => WriteTargets(service.Where(filter.Includes)));

    private Answer WriteTargets(IEnumerable<MarkedInstance> instances) => Answer.Write(
        PrometheusTargets.OfInstances(InOrder(instances).Select(View), DnsNameOf), ApiJson.Default.IReadOnlyListTargetGroup);

    /// <summary>
    /// A question about one service. A service without instances that once had some is answered with none, so that who waits for its last
    /// instance to go is not told that the service never was.
    /// </summary>
    private Question About(string key, string name, Func<Snapshot, IReadOnlyList<MarkedInstance>, Answer> write) =>
        Question.OfFleet(key, async (snapshot, cancel) =>
        {
            var present = snapshot.Fleet.Services.FirstOrDefault(service => service.Name == name);
            if (present is not null) return new Outcome.Found(write(snapshot, present.Instances));
            return await WasEverAsync(snapshot, name, cancel)
                ? new Outcome.Found(write(snapshot, []))
                : Missing.Name("service", name, snapshot.Fleet.Services.Select(service => service.Name), "/v1/services");
        });

    private async Task<bool> WasEverAsync(Snapshot snapshot, string name, CancellationToken cancel)
    {
        if (onceThere.ContainsKey(name)) return true;
        if (name.Length > LongestName || !name.All(letter => letter is > ' ' and <= '~')) return false;
        var found = await snapshot.Sources.FindAsync(name, cancel);
        return found.Any(subject => subject.Kind is SubjectKind.Service && subject.Id == name) && (onceThere[name] = true);
    }

    private ServiceAnswer Summarize(string name, IReadOnlyList<MarkedInstance> instances, ServiceView? view)
    {
        var registered = instances.Where(one => one.IsInDns).Select(one => one.Instance).ToList();
        return new(
            name,
            DnsNameOf(name),
            registered.Count,
            registered.Select(one => one.Host).Distinct().Count(),
            registered.Count == 0 ? null : registered.Min(one => one.Since),
            registered.Count(one => one.Doubt is not null),
            instances.Count - registered.Count)
        {
            Addresses = view?.Addresses ?? 0,
            NoAddress = view?.NoAddress,
            ProtocolNames = view?.ProtocolNames ?? [],
            InDns = view?.InDns,
            Believed = view?.Believed,
            Checked = view?.Checked,
            Healthy = view?.Healthy,
            Emptied = view?.Emptied,
        };
    }

    private string DnsNameOf(string service) => $"{service}.{domain}";

    private static InstanceAnswer View(MarkedInstance one) => new(one.Instance) { Healthy = one.IsInDns, Health = one.Saga?.State };

    /// <summary>The same instances are always in the same order, so that the same state has the same hash.</summary>
    private static IEnumerable<MarkedInstance> InOrder(IEnumerable<MarkedInstance> instances) => instances
        .OrderBy(one => one.Instance.Service, StringComparer.Ordinal)
        .ThenBy(one => one.Instance.Host, StringComparer.Ordinal)
        .ThenBy(one => one.Instance.Port)
        .ThenBy(one => one.Instance.Protocol, StringComparer.Ordinal)
        .ThenBy(one => one.Instance.Address, StringComparer.Ordinal)
        .ThenBy(one => one.Instance.ContainerId, StringComparer.Ordinal);
}
