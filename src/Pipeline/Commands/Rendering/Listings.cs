using System.Globalization;
using Pipeline.Aws.DeadLetters;
using Pipeline.Core.Instances;
using Pipeline.History.Reading;

namespace Pipeline.Commands.Rendering;

/// <summary>The listings that there are.</summary>
public static class Listings
{
    private const int ShortId = 12;

    public static readonly Listing<ServiceView> Services = new(
        [
            new("SERVICE", (service, _) => service.Name),
            new("DNS NAME", (service, _) => service.DnsName),
            new("INSTANCES", (service, _) => Number(service.Instances), Numeric: true),
            new("HOSTS", (service, _) => Number(service.Hosts), Numeric: true),
            new("SINCE", (service, now) => Age.Of(service.Since, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListServiceView,
        "no service answers: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE");

    public static readonly Listing<InstanceView> Instances = new(
        [
            new("SERVICE", (instance, _) => instance.Service),
            new("CONTAINER", (instance, _) => instance.ContainerName),
            new("ID", (instance, _) => Short(instance.ContainerId)),
            new("IMAGE", (instance, _) => instance.Image),
            new("HOST", (instance, _) => instance.Host),
            new("ENDPOINT", (instance, _) => $"{TransportAddress.FormatAddressAndPort(instance.Address, instance.Port)}/{instance.Protocol}"),
            new("STATUS", (instance, _) => instance.Status),
            new("SINCE", (instance, now) => Age.Of(instance.Since, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListInstanceView,
        "no instance is registered: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE");

    public static readonly Listing<RefusalView> Refusals = new(
        [
            new("CLAIM", (refusal, _) => refusal.Claim),
            new("PORT", (refusal, _) => Number(refusal.ContainerPort), Numeric: true),
            new("CONTAINER", (refusal, _) => refusal.ContainerName),
            new("ID", (refusal, _) => Short(refusal.ContainerId)),
            new("HOST", (refusal, _) => refusal.Host),
            new("REASON", (refusal, _) => refusal.Reason),
            new("SINCE", (refusal, now) => Age.Of(refusal.At, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListRefusalView,
        "no claim is refused");

    public static readonly Listing<HostView> Hosts = new(
        [
            new("HOST", (host, _) => host.Name),
            new("ADDRESS", (host, _) => host.Address),
            new("ENGINE", (host, _) => host.Engine),
            new("STATUS", (host, _) => host.Reason is null ? host.Status : $"{host.Status}: {host.Reason}"),
            new("CONTAINERS", (host, _) => Number(host.Containers), Numeric: true),
            new("INSTANCES", (host, _) => Number(host.Instances), Numeric: true),
            new("HEARD", (host, now) => Age.Of(host.LastHeard, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListHostView,
        "no host was ever heard: start the pipeline with ./pipeline up");

    public static readonly Listing<DeadLetter> DeadLetters = new(
        [
            new("ID", (letter, _) => letter.Id),
            new("FACT", (letter, _) => letter.Kind ?? "?"),
            new("HOST", (letter, _) => letter.Host ?? ""),
            new("CONTAINER", (letter, _) => Short(letter.Container ?? "")),
            new("QUEUE", (letter, _) => letter.Queue),
            new("AGE", (letter, now) => Age.Of(letter.At, now), Numeric: true),
            new("EXCEPTION", (letter, _) => letter.Exception is { } type ? $"{type.Split('.')[^1]}: {letter.Reason}" : letter.Reason ?? "delivered too often"),
        ],
        ViewsJson.Default.IReadOnlyListDeadLetter,
        "there are no dead letters");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Short(string id) => id.Length > ShortId ? id[..ShortId] : id;
}
