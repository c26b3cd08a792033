using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Health;

/// <summary>One checked port of a container, for one service: a port with two names has two of them, with the same check.</summary>
/// <param name="Port">The port inside the container.</param>
/// <param name="Service">The service that it serves.</param>
/// <param name="At">The address that reaches it.</param>
/// <param name="Check">How it is checked; null if the configured check is invalid.</param>
/// <param name="Flaw">What is wrong with the configured check, and what to write instead; null if it is valid.</param>
public sealed record Watch(int Port, string Service, TransportAddress At, Check? Check, string? Flaw = null)
{
    /// <summary>
    /// The service and check, as a key: a container that passes proves that the check can be passed; null if the check is invalid.
    /// </summary>
    public string? Proof => Check is null ? null : $"{Service} {Check.Text}";

    /// <summary>Whether the port is never checked. Its container counts as an instance of its service all the same.</summary>
    [JsonIgnore]
    public bool IsUnchecked => Check is { Kind: CheckKind.None };

    /// <summary>Whether this system probes the port itself. Of a check of the engine's own only the host's reports tell.</summary>
    [JsonIgnore]
    public bool IsProbed => Check is { Kind: CheckKind.Http or CheckKind.Tcp };

    /// <summary>
    /// The ports of a container that are checked: those with a valid claim whose check is not <c>none</c>. In an ECS task those without a
    /// check are included: a stop of the task would end them, too.
    /// </summary>
    /// <remarks>
    /// A port is checked once, whatever its names: by its first claim that has a check, which is the one of TCP where UDP has none.
    /// </remarks>
    public static ImmutableList<Watch> FromClaims(ContainerSnapshot container, string domain, CheckDefaults defaults) =>
    [
        .. from claim in container.Endpoints.DistinctBy(Refusal.SubjectOf).Take(ClaimRules.MaxClaims)
           let instance = ClaimRules.Validate(claim, domain).Instance
           where instance is { Balancer: null } // targets are checked by their balancer
           let read = Check.FromClaim(claim, defaults)
           where container.Task is not null || read.Check is not { Kind: CheckKind.None }
           group new Watch(instance.ContainerPort, instance.Service, instance.At, read.Check, read.Flaw) by instance.ContainerPort into port
           orderby port.Key
           let check = port.FirstOrDefault(watch => !watch.IsUnchecked) ?? port.First()
           from service in port.Select(watch => watch.Service).Distinct()
           select check with { Service = service },
    ];
}
