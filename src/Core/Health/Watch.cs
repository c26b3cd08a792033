using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Health;

/// <summary>One port of a container that is looked after.</summary>
/// <param name="Port">The port inside the container.</param>
/// <param name="Service">The service that it serves.</param>
/// <param name="At">Where it is reached.</param>
/// <param name="Check">How it is checked; null where what was asked for is no check.</param>
/// <param name="Flaw">What is wrong with what was asked for, and what to write instead; null where nothing is.</param>
public sealed record Watch(int Port, string Service, TransportAddress At, Check? Check, string? Flaw = null)
{
    /// <summary>What an instance of the service proves by passing: that this check can be passed.</summary>
    public string? Proof => Check is null ? null : $"{Service} {Check.Text}";

    /// <summary>The ports of a container that are to be looked after: those whose claim is good and whose check is not <c>none</c>.</summary>
    public static ImmutableList<Watch> Of(ContainerSnapshot container, string domain, CheckDefaults defaults) =>
    [
        .. from claim in container.Endpoints
           let instance = ClaimRules.Judge(claim, domain).Instance
           where instance is not null
           let read = Check.Of(claim, defaults)
           where read.Check is not { Kind: CheckKind.None }
           group new Watch(instance.ContainerPort, instance.Service, instance.At, read.Check, read.Flaw) by instance.ContainerPort into port
           orderby port.Key
           select port.First(),
    ];
}
