using System.Globalization;
using Pipeline.Aws.DeadLetters;
using Pipeline.Core.Instances;
using Pipeline.History.Reading;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>The listings of the registry and of dead letters.</summary>
public static class Listings
{
    private const int ShortId = 12;

    public static readonly Listing<ServiceView> Services = new(
        [
            new("SERVICE", (service, _) => service.Name),
            new("DNS NAME", (service, _) => service.DnsName),
            new("PROTOCOL NAMES", (service, _) => string.Join(", ", service.ProtocolNames)),
            new("INSTANCES", (service, _) => Number(service.Instances)
                + (service.Doubted > 0 ? $" ({Number(service.Doubted)} doubted)" : ""), Numeric: true),
            new("ADDRESSES", (service, _) =>
                service.NoAddress is { } reason ? Glossary.NoAddressReasons.Show(reason) : Number(service.Addresses), Numeric: true),
            new("HOSTS", (service, _) => Number(service.Hosts), Numeric: true),
            new("SINCE", (service, now) => Age.Of(service.Since, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListServiceView,
        "no service is registered: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Legend = rows => Glossary.NoAddressReasons.Explain(rows.Select(service => service.NoAddress).OfType<string>()),
    };

    public static readonly Listing<InstanceView> Instances = new(
        [
            new("SERVICE", (instance, _) => instance.Service),
            new("CONTAINER", (instance, _) => instance.ContainerName),
            new("ID", (instance, _) => Short(instance.ContainerId)),
            new("IMAGE", (instance, _) => instance.Image),
            new("HOST", (instance, _) => instance.Host),
            new("ENDPOINT", (instance, _) =>
                $"{TransportAddress.FormatAddressAndPort(instance.Address, instance.Port)}/{instance.Protocol}"),
            new("STATE", (instance, _) =>
                Doubted(Glossary.InstanceStatuses.Show(instance.Status), instance.Doubt)
                + (instance.Crashes is { } crashes ? $" ({crashes})" : "")),
            new("SINCE", (instance, now) => Age.Of(instance.Since, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListInstanceView,
        "no instance is registered: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Legend = rows =>
        [
            .. Glossary.InstanceStatuses.Explain(rows.Select(instance => instance.Status)),
            .. rows.Any(instance => instance.Doubt is not null) ? Glossary.Doubts.Explain(["container"]) : [],
        ],
    };

    public static readonly Listing<NameView> Names = new(
        [
            new("NAME", (name, _) => name.Name),
            new("OWNER", (name, _) => (name.Owner ?? "anyone") + (name.GivenTo is { } heir ? $" (given to {heir})" : "")),
            new("HOW", (name, _) => Glossary.NameOrigins.Show(name.Origin)),
            new("INSTANCES", (name, _) => Number(name.Instances), Numeric: true),
            new("SINCE", (name, now) => name.Since is { } since ? Age.Of(since, now) : "", Numeric: true),
            new("UNUSED", (name, now) => name.UnusedSince is { } unused ? Age.Of(unused, now) : "", Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListNameView,
        "no name is in use and none has an owner: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Legend = rows => Glossary.NameOrigins.Explain(rows.Select(name => name.Origin)),
    };

    public static readonly Listing<RefusalView> Refusals = new(
        [
            new("CLAIM", (refusal, _) => refusal.Claim),
            new("PORT", (refusal, _) => refusal.ContainerPort is 0 ? "" : Number(refusal.ContainerPort), Numeric: true),
            new("CONTAINER", (refusal, _) => refusal.ContainerName),
            new("ID", (refusal, _) => Short(refusal.ContainerId)),
            new("HOST", (refusal, _) => refusal.Host),
            new("REASON", (refusal, _) => refusal.Reason),
            new("SINCE", (refusal, now) => Age.Of(refusal.At, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListRefusalView,
        "no claim is refused, and nothing only looks like one");

    public static readonly Listing<HostView> Hosts = new(
        [
            new("HOST", (host, _) => host.Name),
            new("ADDRESS", (host, _) => host.Address),
            new("ENGINE", (host, _) => host.Engine),
            new("STATE", (host, _) => Doubted(
                Glossary.HostStatuses.Show(host.Status) + (host.Reason is null ? "" : $": {host.Reason}")
                + (host.Ending is null ? "" : $", {Glossary.HostEndings.Show("ending")}: {host.Ending}"), host.Doubt)),
            new("CONTAINERS", (host, _) => Number(host.Containers), Numeric: true),
            new("INSTANCES", (host, _) => Number(host.Instances), Numeric: true),
            new("LAST REPORT", (host, now) => Age.Of(host.LastHeard, now), Numeric: true),
        ],
        ViewsJson.Default.IReadOnlyListHostView,
        "no host has reported yet: start the pipeline with ./pipeline up")
    {
        Legend = rows =>
        [
            .. Glossary.HostStatuses.Explain(rows.Select(host => host.Status)),
            .. rows.Any(host => host.Ending is not null) ? Glossary.HostEndings.Explain(["ending"]) : [],
            .. rows.Any(host => host.Doubt is not null) ? Glossary.Doubts.Explain(["host"]) : [],
        ],
    };

    public static readonly Listing<DeadLetter> DeadLetters = new(
        [
            new("ID", (letter, _) => letter.Id),
            new("MESSAGE", (letter, _) => letter.Kind ?? "?"),
            new("HOST", (letter, _) => letter.Host ?? ""),
            new("CONTAINER", (letter, _) => Short(letter.Container ?? "")),
            new("QUEUE", (letter, _) => letter.Queue),
            new("AGE", (letter, now) => Age.Of(letter.At, now), Numeric: true),
            new("EXCEPTION", (letter, _) => Failure(letter)),
        ],
        ViewsJson.Default.IReadOnlyListDeadLetter,
        "there are no dead letters");

    /// <summary>A state, after the doubt about it: that is what a person has to see first.</summary>
    private static string Doubted(string state, string? doubt) =>
        doubt is null ? state : $"doubted, {state} – heard but not believed: {doubt}";

    private static string Failure(DeadLetter letter) =>
        letter.Exception is { } type ? $"{type.Split('.')[^1]}: {letter.Reason}" : letter.Reason ?? "delivered too many times";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Short(string id) => id.Length > ShortId ? id[..ShortId] : id;
}
