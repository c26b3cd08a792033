using System.Globalization;
using Pipeline.Console.Api.Views;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Api.Questions;

/// <summary>
/// Instances and checks as targets of Prometheus's HTTP service discovery. The labels begin with <c>__meta_pipeline_</c>, which Prometheus
/// drops after relabelling.
/// </summary>
internal static class PrometheusTargets
{
    public const string Http = "http";

    public const string Tcp = "tcp";

    private const string Meta = "__meta_pipeline_";

    /// <summary>One target for each instance on TCP, also for those that are not in DNS: they can be watched as well.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="dnsName">A service's name in DNS.</param>
    public static IReadOnlyList<TargetGroup> OfInstances(IEnumerable<InstanceAnswer> instances, Func<string, string> dnsName) =>
    [
        .. from one in instances
           where one.Protocol == Tcp
           select new TargetGroup([TransportAddress.FormatAddressAndPort(one.Address, one.Port)], Labels([
               ("service", one.Service),
               ("dns_name", dnsName(one.Service)),
               ("host", one.Host),
               ("container", one.ContainerName),
               ("container_id", one.ContainerId),
               ("image", one.Image),
               ("status", one.Status),
               ("healthy", one.Healthy ? "true" : "false"),
               ("health", one.Health),
               ("task_arn", one.TaskArn),
               ("tags", one.Tags is [] ? null : $",{string.Join(',', one.Tags)},"), // so that .*,v2,.* finds a whole tag
               .. one.Attributes.Select(attribute => ($"attribute_{attribute.Key}", (string?)attribute.Value)),
           ])),
    ];

    /// <summary>One target for each check, in the form that the blackbox exporter takes as <c>target</c>: a URL, or an address.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="kind">Only those of this kind; null for both.</param>
    public static IReadOnlyList<TargetGroup> OfChecks(IEnumerable<CheckView> checks, string? kind) =>
    [
        .. from one in checks
           let ofKind = one.Check.Kind is CheckKind.Http ? Http : Tcp
           where kind is null || kind == ofKind
           let at = TransportAddress.FormatAddressAndPort(one.At.Address, one.At.Port)
           select new TargetGroup([one.Check.Kind is CheckKind.Http ? $"http://{at}{one.Check.Path}" : at], Labels(
               ("check", ofKind),
               ("service", one.Service),
               ("host", one.Saga.Host),
               ("container", one.Saga.ContainerName),
               ("container_id", one.Saga.ContainerId),
               ("health", one.Saga.State),
               ("interval_seconds", one.Check.Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
               ("timeout_seconds", one.Check.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
               ("task_arn", one.Saga.TaskArn))),
    ];

    private static Dictionary<string, string> Labels(params IEnumerable<(string Name, string? Value)> labels) =>
        labels.Where(label => label.Value is not null).ToDictionary(label => Meta + label.Name, label => label.Value!);
}
