using System.Globalization;
using Pipeline.Aws.DeadLetters;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.History.Reading;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>The listings of the registry and of dead letters.</summary>
public static class Listings
{
    private const int ShortId = 12;

    public static readonly Listing<ServiceView> Services = new(
        "services",
        [
            new("SERVICE", (service, _) => service.Name),
            new("DNS NAME", (service, _) => service.DnsName, Fit: ColumnFit.Detail),
            new("PROTOCOL NAMES", (service, _) => string.Join(", ", service.ProtocolNames), Fit: ColumnFit.Detail),
            new("REGISTERED", (service, _) => Number(service.Instances)
                + (service.Doubted > 0 ? $" ({Number(service.Doubted)} doubted)" : ""), Numeric: true),
            new("IN DNS", (service, _) => service.InDns is { } held
                ? Number(held) + (service.Believed is null ? "" : $" {Glossary.Beliefs.Show("believed")}")
                : "", Numeric: true)
            {
                Tone = service => service.InDns < service.Instances ? Tone.Bad : Tone.Plain,
            },
            new("HEALTHY", (service, _) => service.Checked is { } all and > 0 ? $"{Number(service.Healthy ?? 0)}/{Number(all)}" : "",
                Numeric: true)
            {
                Tone = service => service.Healthy < service.Checked ? Tone.Waiting : Tone.Plain,
            },
            new("ADDRESSES", (service, _) =>
                service.NoAddress is { } reason ? Glossary.NoAddressReasons.Show(reason)
                    : service.Balancer is not null ? "balancer" : Number(service.Addresses), Numeric: true),
            new("HOSTS", (service, _) => Number(service.Hosts), Numeric: true),
            new("SINCE", (service, now) => Age.Of(service.Since, now), Numeric: true),
            new("CAUSE", (service, _) => Sentence(HeldBack(service), Emptied(service)), Fit: ColumnFit.Prose),
        ],
        ViewsJson.Default.IReadOnlyListServiceView,
        "no service is registered: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Filters = [ListFilters.Service<ServiceView>(service => [service.Name, service.DnsName])],
        Legend = rows =>
        [
            .. rows.Any(service => service.Believed is not null) ? Glossary.Beliefs.Explain(["believed"]) : [],
            .. Glossary.InstanceStatuses.Explain(rows.SelectMany(service => service.HeldBackBy?.Keys ?? [])),
            .. Glossary.NoAddressReasons.Explain(rows.Select(service => service.NoAddress).OfType<string>()),
        ],
    };

    public static readonly Listing<InstanceView> Instances = new(
        "instances",
        [
            new("SERVICE", (instance, _) => instance.Service),
            new("CONTAINER", (instance, _) => instance.ContainerName),
            new("HOST", (instance, _) => instance.Host),
            new("ENDPOINT", (instance, _) =>
                $"{TransportAddress.FormatAddressAndPort(instance.Address, instance.Port)}/{instance.Protocol}"),
            new("STATE", (instance, _) => Doubted(Glossary.InstanceStatuses.Show(instance.Status), instance.Doubt))
            {
                Tone = instance => instance.Doubt is null ? StateTones.OfInstance(instance.Status) : Tone.Waiting,
            },
            new("SINCE", (instance, now) => Age.Of(instance.Since, now), Numeric: true),
            new("IMAGE", (instance, _) => instance.Image, Fit: ColumnFit.Detail),
            new("ID", (instance, _) => Short(instance.ContainerId), Fit: ColumnFit.Identifier),
            new("CAUSE", (instance, _) => Sentence(instance.Crashes?.ToString(), Unbelieved(instance.Doubt)), Fit: ColumnFit.Prose),
        ],
        ViewsJson.Default.IReadOnlyListInstanceView,
        "no instance is registered: start a container that claims a name, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Filters =
        [
            ListFilters.Service<InstanceView>(instance => [instance.Service]),
            ListFilters.Container<InstanceView>(instance => (instance.ContainerName, instance.ContainerId)),
            ListFilters.Host<InstanceView>(instance => instance.Host),
            ListFilters.State<InstanceView>(
                Glossary.InstanceStatuses, instance => [Glossary.InstanceStatuses.Show(instance.Status)]),
        ],
        Legend = rows =>
        [
            .. Glossary.InstanceStatuses.Explain(rows.Select(instance => instance.Status)),
            .. rows.Any(instance => instance.Doubt is not null) ? Glossary.Doubts.Explain(["container"]) : [],
        ],
    };

    public static readonly Listing<NameView> Names = new(
        "names",
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
        Filters = [ListFilters.Service<NameView>(name => [name.Name])],
        Legend = rows => Glossary.NameOrigins.Explain(rows.Select(name => name.Origin)),
    };

    public static readonly Listing<RefusalView> Refusals = new(
        "refused claims",
        [
            new("CLAIM", (refusal, _) => refusal.Claim),
            new("PORT", (refusal, _) => refusal.ContainerPort is 0 ? "" : Number(refusal.ContainerPort), Numeric: true),
            new("CONTAINER", (refusal, _) => refusal.ContainerName),
            new("HOST", (refusal, _) => refusal.Host),
            new("SINCE", (refusal, now) => Age.Of(refusal.At, now), Numeric: true),
            new("ID", (refusal, _) => Short(refusal.ContainerId), Fit: ColumnFit.Identifier),
            new("REASON", (refusal, _) => refusal.Reason, Fit: ColumnFit.Prose),
        ],
        ViewsJson.Default.IReadOnlyListRefusalView,
        "no claim is refused, and nothing only looks like one")
    {
        Filters =
        [
            ListFilters.Service<RefusalView>(refusal => [refusal.Claim]),
            ListFilters.Container<RefusalView>(refusal => (refusal.ContainerName, refusal.ContainerId)),
            ListFilters.Host<RefusalView>(refusal => refusal.Host),
        ],
    };

    public static readonly Listing<HostView> Hosts = new(
        "hosts",
        [
            new("HOST", (host, _) => host.Name),
            new("ADDRESS", (host, _) => host.Address),
            new("STATE", (host, _) => Doubted(
                Glossary.HostStatuses.Show(host.Status) + (host.Ending is null ? "" : $", {Glossary.HostEndings.Show("ending")}"),
                host.Doubt))
            {
                Tone = host => host is { Doubt: null, Ending: null } ? StateTones.OfHost(host.Status) : Tone.Waiting,
            },
            new("CONTAINERS", (host, _) => Number(host.Containers), Numeric: true),
            new("INSTANCES", (host, _) => Number(host.Instances), Numeric: true),
            new("LAST REPORT", (host, now) => Age.Of(host.LastHeard, now), Numeric: true),
            new("ENGINE", (host, _) => host.Engine, Fit: ColumnFit.Detail),
            new("CAUSE", (host, _) => Sentence(Unbelieved(host.Doubt), host.Reason, host.Ending), Fit: ColumnFit.Prose),
        ],
        ViewsJson.Default.IReadOnlyListHostView,
        "no host has reported yet: start the pipeline with ./pipeline up")
    {
        Filters =
        [
            ListFilters.Host<HostView>(host => host.Name),
            ListFilters.State<HostView>(Glossary.HostStatuses, host => [Glossary.HostStatuses.Show(host.Status)]),
        ],
        Legend = rows =>
        [
            .. Glossary.HostStatuses.Explain(rows.Select(host => host.Status)),
            .. rows.Any(host => host.Ending is not null) ? Glossary.HostEndings.Explain(["ending"]) : [],
            .. rows.Any(host => host.Doubt is not null) ? Glossary.Doubts.Explain(["host"]) : [],
        ],
    };

    public static readonly Listing<DeadLetter> DeadLetters = new(
        "dead letters",
        [
            new("MESSAGE", (letter, _) => letter.Kind ?? "?"),
            new("HOST", (letter, _) => letter.Host ?? ""),
            new("QUEUE", (letter, _) => letter.Queue, Fit: ColumnFit.Detail),
            new("AGE", (letter, now) => Age.Of(letter.At, now), Numeric: true),
            new("CONTAINER", (letter, _) => Short(letter.Container ?? ""), Fit: ColumnFit.Identifier),
            new("ID", (letter, _) => letter.Id, Fit: ColumnFit.Typed), // `redrive` takes it
            new("CAUSE", (letter, _) => Failure(letter), Fit: ColumnFit.Prose),
        ],
        ViewsJson.Default.IReadOnlyListDeadLetter,
        "there are no dead letters")
    {
        Filters =
        [
            ListFilters.Container<DeadLetter>(letter => ("", letter.Container ?? "")),
            ListFilters.Host<DeadLetter>(letter => letter.Host ?? ""),
        ],
    };

    /// <summary>A state, after the doubt about it: that is what a person has to see first.</summary>
    private static string Doubted(string state, string? doubt) =>
        doubt is null ? state : $"doubted, {state}";

    private static string? HeldBack(ServiceView service) => service.HeldBackBy is { } states
        ? "held back: " + string.Join(", ", states.Select(state => $"{Number(state.Value)} {Glossary.InstanceStatuses.Show(state.Key)}"))
        : null;

    private static string? Emptied(ServiceView service) => service.Emptied is { } emptied
        ? $"the last one was {emptied.Container}: {Glossary.WithdrawalReasons.Show(emptied.Reason)}"
        : null;

    private static string? Unbelieved(string? doubt) => doubt is null ? null : $"heard but not believed: {doubt}";

    private static string Sentence(params IEnumerable<string?> parts) => string.Join("; ", parts.OfType<string>());

    // The exception's type is in --json, for who mends the consumer.
    private static string Failure(DeadLetter letter) =>
        letter.Reason is { } reason ? FailureWords.Clean(reason) : "delivered too many times";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Short(string id) => id.Length > ShortId ? id[..ShortId] : id;
}
